using SsoOidc.Tests.Support;

namespace SsoOidc.Tests.Protocol;

/// <summary>A reader's own exception quotes the body where a literal is broken; ours never does.</summary>
public sealed class QuotedBodyTests
{
    [Theory]
    [InlineData("""{"tokenType":trux,"accessToken":"SECRET-ACCESS-TOKEN"}""")]
    [InlineData("""{"tokenType":nulx,"accessToken":"SECRET-ACCESS-TOKEN"}""")]
    [InlineData("""{"expiresIn":falsy,"accessToken":"SECRET-ACCESS-TOKEN"}""")]
    [InlineData("""{"expiresIn":"SECRET-ACCESS-TOKEN"}""")]
    [InlineData("""{"accessToken":["SECRET-ACCESS-TOKEN"]}""")]
    [InlineData("""{"accessToken":"SECRET-ACCESS-TOKEN""")]
    [InlineData("""{"accessToken":"SECRET-ACCESS-TOKEN"}{}""")]
    public async Task An_unreadable_answer_is_never_quoted(string body)
    {
        using var stubbed = new SsoOidcClient(new SsoOidcClientOptions { StubResponses = true });
        stubbed.StubResponses(Operations.CreateToken, StubbedResponse.Http(200, body: body));
        var error = await Assert.ThrowsAsync<ResponseParseException>(() => stubbed.CreateTokenAsync(Calls.CreateToken));
        Assert.DoesNotContain("SECRET", error.ToString(), StringComparison.Ordinal);
        Assert.Null(error.InnerException);
    }
}
