using System.Text.Json;

namespace SsoOidc.Tests.Shapes;

/// <summary>URLs are printed without the password that they may hold.</summary>
public sealed class UrlTests
{
    [Fact]
    public void User_info_is_hidden_wherever_a_request_has_a_URL()
    {
        object[] requests =
        [
            new StartDeviceAuthorizationRequest { StartUrl = "https://user:PASSWORD@x.example/start" },
            new CreateTokenRequest { RedirectUri = "http://user:PASSWORD@127.0.0.1:1/" },
            new RegisterClientRequest { IssuerUrl = "https://PASSWORD@x.example", RedirectUris = ["http://a:PASSWORD@127.0.0.1", "http://ok"] },
        ];
        foreach (object request in requests)
        {
            string text = request.ToString()!;
            Assert.DoesNotContain("PASSWORD", text, StringComparison.Ordinal);
            Assert.Contains("[FILTERED]@", text, StringComparison.Ordinal);
        }

        Assert.Contains("\"https://x.example/a?c=d\"", new StartDeviceAuthorizationRequest { StartUrl = "https://x.example/a?c=d" }.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lone_surrogate_in_a_JSON_element_names_its_member()
    {
        using var client = new SsoOidcClient(new SsoOidcClientOptions { StubResponses = true });
        var element = JsonDocument.Parse("""{"v":"\ud800"}""").RootElement.GetProperty("v");
        var request = client.BuildRequest("CreateToken", new Dictionary<string, object?>
        {
            ["clientId"] = element, ["clientSecret"] = "s", ["grantType"] = "g",
        });
        var error = Assert.Single((await Assert.ThrowsAsync<ParameterValidationException>(() => request.SendAsync())).Errors);
        Assert.Equal((ParameterErrorKind.Text, "clientId"), (error.Kind, error.Path));
    }
}
