using System.Net;
using System.Text.RegularExpressions;

namespace SsoOidc.EndToEndTests.LocalServer;

public sealed partial class DevicePageTests
{
    [Fact]
    public async Task Without_a_code_the_page_asks_for_one()
    {
        await using var server = await TestServer.StartAsync();
        var page = (await server.GetAsync("/device")).AssertOk();
        Assert.Equal("text/html; charset=utf-8", page.ContentType);
        Assert.Contains("<label for=\"user_code\">", page.Text, StringComparison.Ordinal);
        Assert.Contains("name=\"user_code\"", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"allow\"", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_allows_the_sign_in_on_the_page()
    {
        await using var server = await TestServer.StartAsync(options => options.UserName = "ada");
        var client = await server.RegisterNamedAsync("my-tool", null, null);
        var device = await server.StartDeviceAsync(client);
        var page = (await server.GetAsync($"/device?user_code={device.UserCode}")).AssertOk();
        foreach (var shown in (string[])["my-tool", "ada", device.UserCode, ">Allow</button>", ">Deny</button>"])
        {
            Assert.Contains(shown, page.Text, StringComparison.Ordinal);
        }

        var answer = await server.PostFormAsync("/device", ("user_code", device.UserCode), ("form_token", FormToken(page)), ("decision", "allow"));
        Assert.Contains("Sign-in allowed", answer.AssertOk().Text, StringComparison.Ordinal);
        (await server.PollAsync(client, device)).AssertOk();
    }

    [Fact]
    public async Task A_person_denies_the_sign_in_on_the_page()
    {
        await using var server = await TestServer.StartAsync();
        var client = await server.RegisterAsync();
        var device = await server.StartDeviceAsync(client);
        var page = await server.GetAsync($"/device?user_code={device.UserCode}");
        var answer = await server.PostFormAsync("/device", ("user_code", device.UserCode), ("form_token", FormToken(page)), ("decision", "deny"));
        Assert.Contains("Sign-in denied", answer.AssertOk().Text, StringComparison.Ordinal);
        (await server.PollAsync(client, device)).AssertFault(400, "AccessDeniedException", "access_denied");
    }

    [Fact]
    public async Task Opening_the_page_decides_nothing()
    {
        await using var server = await TestServer.StartAsync();
        var client = await server.RegisterAsync();
        var device = await server.StartDeviceAsync(client);
        await server.GetAsync($"/device?user_code={device.UserCode}&decision=allow");
        (await server.PollAsync(client, device)).AssertFault(400, "AuthorizationPendingException", "authorization_pending");
    }

    [Theory]
    [InlineData("")]
    [InlineData("guess")]
    public async Task A_post_without_the_pages_token_decides_nothing(string token)
    {
        await using var server = await TestServer.StartAsync();
        var client = await server.RegisterAsync();
        var device = await server.StartDeviceAsync(client);
        await server.GetAsync($"/device?user_code={device.UserCode}");
        var answer = await server.PostFormAsync("/device", ("user_code", device.UserCode), ("form_token", token), ("decision", "allow"));
        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        (await server.PollAsync(client, device)).AssertFault(400, "AuthorizationPendingException", "authorization_pending");
    }

    [Fact]
    public async Task The_token_of_one_code_does_not_decide_another()
    {
        await using var server = await TestServer.StartAsync();
        var client = await server.RegisterAsync();
        var own = await server.StartDeviceAsync(client);
        var other = await server.StartDeviceAsync(client);
        var page = await server.GetAsync($"/device?user_code={own.UserCode}");
        var answer = await server.PostFormAsync("/device", ("user_code", other.UserCode), ("form_token", FormToken(page)), ("decision", "allow"));
        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        (await server.PollAsync(client, other)).AssertFault(400, "AuthorizationPendingException", "authorization_pending");
    }

    [Fact]
    public async Task Each_page_view_has_its_own_token_and_old_views_are_dropped_in_the_end()
    {
        await using var server = await TestServer.StartAsync();
        var device = await server.StartDeviceAsync(await server.RegisterAsync());
        var tokens = new List<string>();
        for (var i = 0; i < 9; i++)
        {
            tokens.Add(FormToken(await server.GetAsync($"/device?user_code={device.UserCode}")));
        }

        Assert.Equal(9, tokens.Distinct().Count());
        Assert.Equal(HttpStatusCode.Forbidden, (await server.PostFormAsync("/device", ("user_code", device.UserCode), ("form_token", tokens[0]), ("decision", "allow"))).Status);
        (await server.PostFormAsync("/device", ("user_code", device.UserCode), ("form_token", tokens[1]), ("decision", "allow"))).AssertOk();
        Assert.Equal(HttpStatusCode.NotFound, (await server.PostFormAsync("/device", ("user_code", device.UserCode), ("form_token", tokens[1]), ("decision", "deny"))).Status);
    }

    [Fact]
    public async Task Of_many_answers_at_once_exactly_one_counts()
    {
        await using var server = await TestServer.StartAsync();
        var client = await server.RegisterAsync();
        var device = await server.StartDeviceAsync(client);
        var token = FormToken(await server.GetAsync($"/device?user_code={device.UserCode}"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ =>
            server.PostFormAsync("/device", ("user_code", device.UserCode), ("form_token", token), ("decision", "allow"))));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_client_name_cannot_become_markup_or_hide_its_direction()
    {
        await using var server = await TestServer.StartAsync(options => options.UserName = "<b>u</b>");
        var client = await server.RegisterNamedAsync("<script>alert('1')</script>\"&\u202Egnp", null, null);
        var page = await server.GetAsync($"/device?user_code={(await server.StartDeviceAsync(client)).UserCode}");
        Assert.Contains("&lt;script&gt;alert(&#x27;1&#x27;)&lt;/script&gt;&quot;&amp;\\u202Egnp", page.AssertOk().Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<b>", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_in_the_address_is_never_shown_unless_it_is_one()
    {
        await using var server = await TestServer.StartAsync();
        var page = await server.GetAsync("/device?user_code=%3Cb%3Ehostile%3C/b%3E");
        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.DoesNotContain("hostile", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/device")]
    [InlineData("/device?user_code=BCDF-GHJK")]
    public async Task Pages_allow_nothing_but_their_own_style_and_form(string path)
    {
        await using var server = await TestServer.StartAsync();
        var page = await server.GetAsync(path);
        var nonce = NoncePattern().Match(page.Text).Groups[1].Value;
        Assert.Equal(
            $"default-src 'none'; style-src 'nonce-{nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            page.Header("Content-Security-Policy"));
        Assert.Equal("DENY", page.Header("X-Frame-Options"));
        Assert.Equal("no-referrer", page.Header("Referrer-Policy"));
        Assert.Equal("no-store", page.Header("Cache-Control"));
        Assert.Equal("nosniff", page.Header("X-Content-Type-Options"));
        Assert.NotEqual(nonce, NoncePattern().Match((await server.GetAsync(path)).Text).Groups[1].Value);
    }

    [Fact]
    public async Task Guessing_codes_is_stopped_for_a_minute()
    {
        await using var server = await TestServer.StartAsync();
        var client = await server.RegisterAsync();
        var device = await server.StartDeviceAsync(client);
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(HttpStatusCode.NotFound, (await server.GetAsync($"/device?user_code=XXXX-XXX{"BCDFGHJKLMNPQRSTVWXZ"[i]}")).Status);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await server.GetAsync($"/device?user_code={device.UserCode}")).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await server.PostFormAsync("/device", ("user_code", device.UserCode), ("decision", "allow"))).Status);
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        (await server.GetAsync($"/device?user_code={device.UserCode}")).AssertOk();
    }

    [Fact]
    public async Task An_expired_code_cannot_be_decided_on_an_old_page()
    {
        await using var server = await TestServer.StartAsync();
        var client = await server.RegisterAsync();
        var device = await server.StartDeviceAsync(client);
        var page = await server.GetAsync($"/device?user_code={device.UserCode}");
        server.Clock.Advance(TimeSpan.FromMinutes(10));
        var answer = await server.PostFormAsync("/device", ("user_code", device.UserCode), ("form_token", FormToken(page)), ("decision", "allow"));
        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        (await server.PollAsync(client, device)).AssertFault(400, "ExpiredTokenException", "expired_token");
    }

    [Fact]
    public async Task A_decision_is_allow_or_deny_and_sent_as_a_form()
    {
        await using var server = await TestServer.StartAsync();
        var device = await server.StartDeviceAsync(await server.RegisterAsync());
        var token = FormToken(await server.GetAsync($"/device?user_code={device.UserCode}"));
        (await server.PostFormAsync("/device", ("user_code", device.UserCode), ("form_token", token), ("decision", "maybe")))
            .AssertFault(400, "InvalidRequestException", "invalid_request", "decision");
        (await server.PostAsync("/device", new { user_code = device.UserCode, form_token = token, decision = "allow" }))
            .AssertFault(400, "InvalidRequestException", "invalid_request", "form");
        (await server.PostFormAsync("/device", ("user_code", device.UserCode), ("form_token", token), ("decision", "allow"))).AssertOk();
    }

    private static string FormToken(Answer page)
    {
        var match = TokenPattern().Match(page.AssertOk().Text);
        Assert.True(match.Success);
        return match.Groups[1].Value;
    }

    [GeneratedRegex("name=\"form_token\" value=\"([^\"]+)\"")]
    private static partial Regex TokenPattern();

    [GeneratedRegex("<style nonce=\"([^\"]+)\">")]
    private static partial Regex NoncePattern();
}
