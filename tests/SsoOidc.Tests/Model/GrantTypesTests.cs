namespace SsoOidc.Tests.Model;

public sealed class GrantTypesTests
{
    [Fact]
    public void Constants_are_spelt_as_the_service_spells_them()
    {
        Assert.Equal("authorization_code", GrantTypes.AuthorizationCode);
        Assert.Equal("urn:ietf:params:oauth:grant-type:device_code", GrantTypes.DeviceCode);
        Assert.Equal("refresh_token", GrantTypes.RefreshToken);
        Assert.Equal("urn:ietf:params:oauth:grant-type:jwt-bearer", GrantTypes.JwtBearer);
        Assert.Equal("urn:ietf:params:oauth:grant-type:token-exchange", GrantTypes.TokenExchange);
        Assert.Equal("public", ClientTypes.Public);
        Assert.Equal("urn:ietf:params:oauth:token-type:access_token", TokenTypes.AccessToken);
        Assert.Equal("urn:ietf:params:oauth:token-type:refresh_token", TokenTypes.RefreshToken);
    }

    [Fact]
    public void There_is_a_factory_for_each_grant_of_CreateToken()
    {
        Assert.Equal(
            new CreateTokenRequest { ClientId = "i", ClientSecret = "s", GrantType = GrantTypes.DeviceCode, DeviceCode = "d" },
            CreateTokenRequest.ForDeviceCode("i", "s", "d"));
        Assert.Equal(
            new CreateTokenRequest { ClientId = "i", ClientSecret = "s", GrantType = GrantTypes.AuthorizationCode, Code = "c", RedirectUri = "r", CodeVerifier = "v" },
            CreateTokenRequest.ForAuthorizationCode("i", "s", "c", "r", "v"));
        Assert.Equal(
            new CreateTokenRequest { ClientId = "i", ClientSecret = "s", GrantType = GrantTypes.RefreshToken, RefreshToken = "t" },
            CreateTokenRequest.ForRefreshToken("i", "s", "t"));
    }

    [Fact]
    public void There_is_a_factory_for_each_grant_of_CreateTokenWithIam()
    {
        Assert.Equal(
            new CreateTokenWithIamRequest { ClientId = "a", GrantType = GrantTypes.AuthorizationCode, Code = "c", RedirectUri = "r" },
            CreateTokenWithIamRequest.ForAuthorizationCode("a", "c", "r"));
        Assert.Equal(
            new CreateTokenWithIamRequest { ClientId = "a", GrantType = GrantTypes.AuthorizationCode, Code = "c", RedirectUri = "r", CodeVerifier = "v" },
            CreateTokenWithIamRequest.ForAuthorizationCode("a", "c", "r", "v"));
        Assert.Equal(
            new CreateTokenWithIamRequest { ClientId = "a", GrantType = GrantTypes.RefreshToken, RefreshToken = "t" },
            CreateTokenWithIamRequest.ForRefreshToken("a", "t"));
        Assert.Equal(
            new CreateTokenWithIamRequest { ClientId = "a", GrantType = GrantTypes.JwtBearer, Assertion = "j" },
            CreateTokenWithIamRequest.ForJwtBearer("a", "j"));
        Assert.Equal(
            new CreateTokenWithIamRequest { ClientId = "a", GrantType = GrantTypes.TokenExchange, SubjectToken = "t", SubjectTokenType = TokenTypes.AccessToken, RequestedTokenType = TokenTypes.RefreshToken },
            CreateTokenWithIamRequest.ForTokenExchange("a", "t", TokenTypes.RefreshToken));
    }
}
