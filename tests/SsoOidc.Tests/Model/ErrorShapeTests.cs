using SsoOidc.Model;

namespace SsoOidc.Tests.Model;

public sealed class ErrorShapeTests
{
    [Fact]
    public void There_are_fourteen_modelled_errors_with_their_status_and_oauth_code() => Assert.Equal(
        """
        AccessDeniedException 400 access_denied: error error_description reason
        AuthorizationPendingException 400 authorization_pending: error error_description
        ExpiredTokenException 400 expired_token: error error_description
        InternalServerException 500 : error error_description
        InvalidClientException 401 invalid_client: error error_description
        InvalidClientMetadataException 400 invalid_client_metadata: error error_description
        InvalidGrantException 400 invalid_grant: error error_description
        InvalidRedirectUriException 400 invalid_redirect_uri: error error_description
        InvalidRequestException 400 invalid_request: error error_description reason
        InvalidRequestRegionException 400 : error error_description endpoint region
        InvalidScopeException 400 invalid_scope: error error_description
        SlowDownException 400 slow_down: error error_description
        UnauthorizedClientException 400 unauthorized_client: error error_description
        UnsupportedGrantTypeException 400 unsupported_grant_type: error error_description
        """.ReplaceLineEndings("\n"),
        string.Join('\n', ErrorTable.All.OrderBy(error => error.Code, StringComparer.Ordinal).Select(error =>
            $"{error.Code} {error.StatusCode} {error.OAuthError}: {string.Join(' ', error.Members.Select(member => member.Name))}")));

    [Fact]
    public void Every_error_becomes_the_exception_of_its_name_with_all_its_members()
    {
        var body = new ErrorBody { Error = "e", ErrorDescription = "d", Reason = "r", Endpoint = "p", Region = "g" };
        foreach (var shape in ErrorTable.All)
        {
            var exception = shape.Create(new ErrorDetails(shape.Code, "message", shape.StatusCode, "id", body));
            Assert.Equal(shape.Code, exception.GetType().Name);
            Assert.Equal(shape.Code, exception.Code);
            foreach (var member in shape.Members)
            {
                string expected = member.Name switch { "error" => "e", "error_description" => "d", "reason" => "r", "endpoint" => "p", _ => "g" };
                Assert.Equal(expected, exception.GetType().GetProperty(member.PropertyName)!.GetValue(exception));
            }
        }
    }

    [Fact]
    public void Each_exception_can_be_made_for_a_test_and_then_has_its_code_and_status()
    {
        foreach (var shape in ErrorTable.All)
        {
            var type = typeof(SsoOidcClient).Assembly.GetType("SsoOidc." + shape.Code, throwOnError: true)!;
            var exception = (SsoOidcServiceException)Activator.CreateInstance(type, "text")!;
            Assert.Equal(("text", shape.Code, shape.StatusCode), (exception.Message, exception.Code, (int)exception.StatusCode));
        }
    }

    [Theory]
    [InlineData("server_error", "InternalServerException")]
    [InlineData("temporarily_unavailable", "InternalServerException")]
    [InlineData("slow_down", "SlowDownException")]
    [InlineData("Slow_Down", null)]
    [InlineData("nothing", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void An_oauth_error_stands_for_one_of_them_or_none(string? error, string? expected) =>
        Assert.Equal(expected, ErrorTable.CodeOfOAuthError(error));
}
