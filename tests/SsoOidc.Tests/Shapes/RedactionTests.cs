using SsoOidc.Shapes;

namespace SsoOidc.Tests.Shapes;

public sealed class RedactionTests
{
    [Theory]
    [InlineData("https://host/path", "https://host/path")]
    [InlineData("https://host/path?a=secret&b", "https://host/path?[FILTERED]")]
    [InlineData("https://host/path#secret", "https://host/path#[FILTERED]")]
    [InlineData("https://host/?a#b", "https://host/?[FILTERED]")]
    [InlineData("https://user:secret@host/path", "https://[FILTERED]@host/path")]
    [InlineData("https://user:secret@host?x=secret", "https://[FILTERED]@host?[FILTERED]")]
    [InlineData("nothing", "nothing")]
    [InlineData("", "")]
    public void A_url_is_shown_without_user_info_query_and_fragment(string url, string expected) => Assert.Equal(expected, Redaction.WithoutQuery(url));

    // What people type is not always a URL; then the secret stands where no parser looks for it.
    [Theory]
    [InlineData("user:secret@host:80")]
    [InlineData("https:/user:secret@host/")]
    [InlineData("https:user:secret@host/")]
    [InlineData(@"https:\\user:secret@host\")]
    [InlineData("https://user:se/secret@host/path")]
    [InlineData("https://user:se?secret@host/path")]
    [InlineData("https://user:se#secret@host/path")]
    [InlineData("https://user:se@secret@host/path")]
    [InlineData("https://host/path?secret@secret")]
    public void Nor_is_a_secret_shown_in_what_is_no_url(string url) =>
        Assert.DoesNotContain("secret", Redaction.WithoutQuery(url), StringComparison.Ordinal);

    [Fact]
    public void Loose_members_are_hidden_at_every_depth()
    {
        var filtered = Redaction.Filter(Operations.CreateTokenWithIam.Output, new Dictionary<string, object?>
        {
            ["tokenType"] = "Bearer",
            ["accessToken"] = "secret",
            ["idToken"] = null,
            ["unknown"] = "secret",
            ["awsAdditionalDetails"] = new Dictionary<string, object?> { ["identityContext"] = "secret" },
        });
        Assert.Equal(["accessToken", "tokenType", "awsAdditionalDetails"], filtered.Keys);
        Assert.Equal("[FILTERED]", filtered["accessToken"]);
        Assert.Equal("Bearer", filtered["tokenType"]);
        Assert.Equal("[FILTERED]", ((Dictionary<string, object?>)filtered["awsAdditionalDetails"]!)["identityContext"]);
    }
}
