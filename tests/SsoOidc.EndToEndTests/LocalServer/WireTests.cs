using System.Net;

namespace SsoOidc.EndToEndTests.LocalServer;

public sealed class WireTests
{
    private const int Limit = 1024 * 1024;

    [Theory]
    [InlineData("GET", "/device")]
    [InlineData("GET", "/start")]
    [InlineData("GET", "/unknown")]
    [InlineData("GET", "/token")]
    [InlineData("POST", "/token")]
    [InlineData("POST", "/token?aws_iam=t")]
    [InlineData("POST", "/device")]
    public async Task Every_answer_has_its_own_request_id_the_servers_date_and_is_never_stored(string method, string path)
    {
        await using var server = await TestServer.StartAsync();
        var first = await server.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
        var second = await server.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
        Assert.Matches("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", first.Header("x-amzn-RequestId"));
        Assert.NotEqual(first.Header("x-amzn-RequestId"), second.Header("x-amzn-RequestId"));
        Assert.Equal(server.Clock.GetUtcNow(), first.Headers.Date);
        Assert.Equal("no-store", first.Header("Cache-Control"));
        Assert.Equal("nosniff", first.Header("X-Content-Type-Options"));
    }

    [Fact]
    public async Task Answers_are_plain_JSON()
    {
        await using var server = await TestServer.StartAsync();
        Assert.Equal("application/json", (await server.PostAsync("/client/register", new { clientName = "x", clientType = "public" })).ContentType);
        Assert.Equal("application/json", (await server.PostAsync("/client/register", new { })).ContentType);
    }

    [Theory]
    [InlineData("POST", "/nothing", 404)]
    [InlineData("POST", "/Token", 404)]
    [InlineData("POST", "/token/", 404)]
    [InlineData("GET", "/token", 405)]
    [InlineData("PUT", "/device", 405)]
    public async Task Unknown_paths_and_methods_are_told_apart(string method, string path, int status)
    {
        await using var server = await TestServer.StartAsync();
        (await server.SendAsync(new HttpRequestMessage(new HttpMethod(method), path))).AssertAwsFault(status, "UnknownOperationException");
    }

    [Theory]
    [InlineData("/client/register")]
    [InlineData("/device_authorization")]
    [InlineData("/token")]
    [InlineData("/token?aws_iam=t")]
    [InlineData("/device")]
    public async Task A_body_over_one_mebibyte_is_too_large(string path)
    {
        await using var server = await TestServer.StartAsync();
        var content = new ByteArrayContent(new byte[Limit + 1]);
        content.Headers.ContentType = new("application/x-www-form-urlencoded");
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.ExpectContinue = true;
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await server.SendAsync(request)).Status);
    }

    [Fact]
    public async Task A_body_of_one_mebibyte_is_read_and_a_chunked_one_over_it_is_not()
    {
        await using var server = await TestServer.StartAsync();
        var text = """{"clientName":"x","clientType":"public"}""";
        (await server.PostTextAsync("/client/register", text.PadRight(Limit))).AssertOk();

        var request = new HttpRequestMessage(HttpMethod.Post, "/client/register") { Content = new StringContent(text.PadRight(Limit + 1)) };
        request.Headers.ExpectContinue = true;
        request.Headers.TransferEncodingChunked = true;
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await server.SendAsync(request)).Status);
    }

    [Fact]
    public async Task The_start_url_leads_to_the_sign_in_page()
    {
        await using var server = await TestServer.StartAsync();
        var answer = await server.GetAsync(new Uri(server.Server.StartUrl).PathAndQuery);
        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        Assert.Equal("/device", answer.Headers.Location?.OriginalString);
    }
}
