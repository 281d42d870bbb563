namespace SsoOidc.Tests.Model;

public sealed class OperationsTests
{
    [Fact]
    public void There_are_four_operations_in_model_order() => Assert.Equal(
        [
            ("CreateToken", "POST", "/token", false),
            ("CreateTokenWithIAM", "POST", "/token?aws_iam=t", true),
            ("RegisterClient", "POST", "/client/register", false),
            ("StartDeviceAuthorization", "POST", "/device_authorization", false),
        ],
        Operations.All.Select(operation => (operation.Name, operation.HttpMethod, operation.RequestUri, operation.IsSigned)));

    // * required, ! sensitive, # 32-bit, ## 64-bit, [] list, {} structure.
    [Theory]
    [InlineData("CreateToken", "CreateTokenRequest: clientId* clientSecret*! grantType* deviceCode code refreshToken! scope[] redirectUri codeVerifier!")]
    [InlineData("CreateToken", "CreateTokenResponse: accessToken! tokenType expiresIn# refreshToken! idToken!")]
    [InlineData("CreateTokenWithIAM", "CreateTokenWithIAMRequest: clientId* grantType* code refreshToken! assertion! scope[] redirectUri subjectToken! subjectTokenType requestedTokenType codeVerifier!")]
    [InlineData("CreateTokenWithIAM", "CreateTokenWithIAMResponse: accessToken! tokenType expiresIn# refreshToken! idToken! issuedTokenType scope[] awsAdditionalDetails{AwsAdditionalDetails: identityContext}")]
    [InlineData("RegisterClient", "RegisterClientRequest: clientName* clientType* scopes[] redirectUris[] grantTypes[] issuerUrl entitledApplicationArn")]
    [InlineData("RegisterClient", "RegisterClientResponse: clientId clientSecret! clientIdIssuedAt## clientSecretExpiresAt## authorizationEndpoint tokenEndpoint")]
    [InlineData("StartDeviceAuthorization", "StartDeviceAuthorizationRequest: clientId* clientSecret*! startUrl*")]
    [InlineData("StartDeviceAuthorization", "StartDeviceAuthorizationResponse: deviceCode userCode verificationUri verificationUriComplete expiresIn# interval#")]
    public void A_structure_has_the_members_of_the_model(string operation, string expected)
    {
        var shapes = new[] { Operations.Find(operation).Input, Operations.Find(operation).Output };
        Assert.Contains(expected, shapes.Select(Describe));
    }

    [Theory]
    [InlineData("CreateToken", "clientId:ClientId clientSecret:ClientSecret grantType:GrantType deviceCode:DeviceCode code:AuthCode refreshToken:RefreshToken scope:Scopes redirectUri:URI codeVerifier:CodeVerifier")]
    [InlineData("CreateTokenWithIAM", "clientId:ClientId grantType:GrantType code:AuthCode refreshToken:RefreshToken assertion:Assertion scope:Scopes redirectUri:URI subjectToken:SubjectToken subjectTokenType:TokenTypeURI requestedTokenType:TokenTypeURI codeVerifier:CodeVerifier")]
    [InlineData("RegisterClient", "clientName:ClientName clientType:ClientType scopes:Scopes redirectUris:RedirectUris grantTypes:GrantTypes issuerUrl:URI entitledApplicationArn:ArnType")]
    [InlineData("StartDeviceAuthorization", "clientId:ClientId clientSecret:ClientSecret startUrl:URI")]
    public void A_member_knows_its_own_shape(string operation, string expected) =>
        Assert.Equal(expected, string.Join(' ', Operations.Find(operation).Input.Members.Select(member => $"{member.Name}:{member.ShapeName}")));

    [Fact]
    public void Secrets_are_the_sensitive_members_and_those_that_are_secret_in_practice() => Assert.Equal(
        [
            "accessToken", "assertion", "clientSecret", "code", "codeVerifier", "deviceCode", "idToken", "identityContext", "refreshToken",
            "subjectToken", "userCode", "verificationUriComplete",
        ],
        ModelTypes.All.SelectMany(type => ModelTypes.ShapeOf(type).Members)
            .Where(member => member.IsSecret)
            .Select(member => member.Name)
            .Distinct()
            .Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("CreateToken", "InvalidRequest InvalidClient InvalidGrant UnauthorizedClient UnsupportedGrantType InvalidScope AuthorizationPending SlowDown AccessDenied ExpiredToken InternalServer")]
    [InlineData("CreateTokenWithIAM", "InvalidRequest InvalidClient InvalidGrant UnauthorizedClient UnsupportedGrantType InvalidScope AuthorizationPending SlowDown AccessDenied ExpiredToken InternalServer InvalidRequestRegion")]
    [InlineData("RegisterClient", "InvalidRequest UnsupportedGrantType InvalidScope SlowDown InternalServer InvalidClientMetadata InvalidRedirectUri")]
    [InlineData("StartDeviceAuthorization", "InvalidRequest InvalidClient UnauthorizedClient SlowDown InternalServer")]
    public void An_operation_lists_its_errors(string operation, string expected) => Assert.Equal(
        expected.Split(' ').Select(name => name + "Exception").Order(),
        Operations.Find(operation).Errors.Select(error => error.Code).Order());

    [Fact]
    public void An_operation_is_found_by_its_wire_name_in_any_case()
    {
        Assert.Same(Operations.CreateTokenWithIam, Operations.Find("CreateTokenWithIAM"));
        Assert.Same(Operations.CreateTokenWithIam, Operations.Find("createtokenwithiam"));
        Assert.All(Operations.All, operation => Assert.Equal(operation.Name, operation.ToString()));
    }

    [Fact]
    public void An_unknown_operation_is_refused_with_the_names_that_there_are()
    {
        var error = Assert.Throws<ArgumentException>(() => Operations.Find("nope\n"));
        Assert.Contains(@"'nope\u000a'", error.Message, StringComparison.Ordinal);
        Assert.All(Operations.All, operation => Assert.Contains(operation.Name, error.Message, StringComparison.Ordinal));
        Assert.Throws<ArgumentNullException>(() => Operations.Find(null!));
    }

    private static string Describe(Shape shape) => $"{shape}: {string.Join(' ', shape.Members.Select(Describe))}";

    private static string Describe(ShapeMember member) => string.Concat(
        member.Name,
        member.Kind switch
        {
            MemberKind.Integer => "#",
            MemberKind.Long => "##",
            MemberKind.StringList => "[]",
            MemberKind.Structure => $"{{{Describe(member.Structure!)}}}",
            _ => string.Empty,
        },
        member.IsRequired ? "*" : string.Empty,
        member.IsSensitive ? "!" : string.Empty);
}
