using SsoOidc.Tests.Support;

namespace SsoOidc.Tests.Transport;

/// <summary>A redirect would send the secrets of a request to another address: it is never followed.</summary>
public sealed class RedirectTests
{
    public static TheoryData<int, string> Redirects()
    {
        var data = new TheoryData<int, string>();
        foreach (int status in new[] { 301, 302, 303, 307, 308 })
        {
            foreach (string operation in new[] { "CreateToken", "CreateTokenWithIAM" })
            {
                data.Add(status, operation);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Redirects))]
    public Task The_clients_own_transport_does_not_follow(int status, string operation) =>
        AnswersAreErrorsAsync(status, operation, _ => { });

    [Theory]
    [MemberData(nameof(Redirects))]
    public async Task Nor_does_a_handler_that_was_accepted(int status, string operation)
    {
        using var handler = new PassingHandler(new SocketsHttpHandler { AllowAutoRedirect = false });
        await AnswersAreErrorsAsync(status, operation, options => options.Http.Handler = handler);
    }

    [Theory]
    [MemberData(nameof(Redirects))]
    public async Task Nor_does_a_factorys_handler(int status, string operation)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        await AnswersAreErrorsAsync(status, operation, options => options.Http.HandlerFactory = new Factory(_ => handler));
    }

    [Theory]
    [MemberData(nameof(Redirects))]
    public async Task An_HttpClient_that_follows_sends_no_secret_and_the_call_fails(int status, string operation)
    {
        using var http = new HttpClient();
        await FollowedIsAnErrorAsync(status, operation, options => options.Http.Client = http);
    }

    [Theory]
    [MemberData(nameof(Redirects))]
    public async Task Nor_does_a_handler_that_hides_one_that_follows(int status, string operation)
    {
        using var hidden = new HttpMessageInvoker(new SocketsHttpHandler());
        using var handler = new FunctionHandler(hidden.SendAsync);
        await FollowedIsAnErrorAsync(status, operation, options => options.Http.Handler = handler);
        await FollowedIsAnErrorAsync(status, operation, options => options.Http.HandlerFactory = new Factory(_ => handler));
    }

    [Theory]
    [MemberData(nameof(Redirects))]
    public async Task A_handler_that_reads_the_body_in_an_HttpClient_that_follows_is_refused(int status, string operation)
    {
        await using var second = RawServer.Answering(RawServer.Http(200, """{"accessToken":"evil"}"""));
        await using var first = RawServer.Answering(RawServer.Http(status, string.Empty, $"Location: {second.Url}/token"));
        using var http = new HttpClient(new ReadingHandler(new SocketsHttpHandler()));
        using var client = Clients.CreateFor(first, options => options.Http.Client = http);
        var error = await Assert.ThrowsAsync<SsoOidcTransportException>(() => client.SendAsync(operation));
        Assert.Contains("AllowAutoRedirect = false", error.Message, StringComparison.Ordinal);
        Assert.Equal((0, 0), (first.ConnectionCount, second.ConnectionCount));
    }

    [Fact]
    public async Task A_handler_that_begins_to_follow_after_construction_is_refused()
    {
        await using var server = RawServer.Answering(RawServer.Http(200, "{}"));
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var client = Clients.CreateFor(server, options => options.Http.Handler = handler);
        handler.AllowAutoRedirect = true;
        var error = await Assert.ThrowsAsync<ClientConfigurationException>(() => client.CreateTokenAsync(Calls.CreateToken));
        Assert.Equal("Http.Handler", Assert.Single(error.Problems).Option);
        Assert.Equal(0, server.ConnectionCount);
    }

    [Fact]
    public async Task An_unsigned_request_may_be_sent_again_inside_an_opaque_transport()
    {
        await using var server = RawServer.Answering(RawServer.Http(200, "{}"));
        using var http = new HttpClient(new TwiceHandler(new SocketsHttpHandler()));
        using var client = Clients.CreateFor(server, options => options.Http.Client = http);
        Assert.True((await client.CreateTokenAsync(Calls.CreateToken)).IsSuccessful);
    }

    [Fact]
    public async Task A_handler_that_reads_the_body_first_does_not_cost_the_signature()
    {
        await using var server = RawServer.Answering(RawServer.Http(200, "{}"));
        using var http = new HttpClient(new ReadingHandler(new SocketsHttpHandler { AllowAutoRedirect = false }));
        using var client = Clients.CreateFor(server, options => options.Http.Client = http);
        await client.CreateTokenWithIamAsync(Calls.CreateTokenWithIam);
        Assert.Contains("Signature=", server.Received, StringComparison.Ordinal);
        Assert.Contains(Clients.Token, server.Received, StringComparison.Ordinal);
        Assert.Contains(Calls.Secret, server.Received, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_send_inside_an_opaque_transport_is_a_failure_and_not_an_unsigned_request()
    {
        await using var server = RawServer.Answering(RawServer.Http(500, "{}"));
        using var http = new HttpClient(new TwiceHandler(new SocketsHttpHandler()));
        using var client = Clients.CreateFor(server, options => options.Http.Client = http);
        var error = await Assert.ThrowsAsync<SsoOidcTransportException>(() => client.CreateTokenWithIamAsync(Calls.CreateTokenWithIam));
        Assert.Contains("a second time", error.Message, StringComparison.Ordinal);
        Assert.True(error.IsRetryable);
    }

    [Fact]
    public void Handlers_that_follow_are_refused_at_construction_however_deep_they_stand()
    {
        HttpMessageHandler[] handlers =
        [
            new SocketsHttpHandler(),
            new HttpClientHandler(),
            new PassingHandler(new SocketsHttpHandler()),
            new PassingHandler(new PassingHandler(new HttpClientHandler())),
        ];
        foreach (var handler in handlers)
        {
            var error = Assert.Throws<ClientConfigurationException>(() => Clients.Create(handler));
            Assert.Equal("Http.Handler", Assert.Single(error.Problems).Option);
            Assert.Contains("AllowAutoRedirect = false", error.Message, StringComparison.Ordinal);
            handler.Dispose();
        }

        using var accepted = new PassingHandler(new HttpClientHandler { AllowAutoRedirect = false });
        Clients.Create(accepted).Dispose();
    }

    [Fact]
    public async Task A_factorys_handler_that_follows_is_refused_at_the_call()
    {
        await using var server = RawServer.Answering(RawServer.Http(200, "{}"));
        using var handler = new PassingHandler(new SocketsHttpHandler());
        using var client = Clients.CreateFor(server, options => options.Http.HandlerFactory = new Factory(_ => handler));
        var error = await Assert.ThrowsAsync<ClientConfigurationException>(() => client.CreateTokenAsync(Calls.CreateToken));
        Assert.Equal("Http.HandlerFactory", Assert.Single(error.Problems).Option);
        Assert.Equal(0, server.ConnectionCount);
    }

    private static async Task AnswersAreErrorsAsync(int status, string operation, Action<SsoOidcClientOptions> configure)
    {
        await using var second = RawServer.Answering(RawServer.Http(200, """{"accessToken":"evil"}"""));
        await using var first = RawServer.Answering(RawServer.Http(status, string.Empty, $"Location: {second.Url}/token"));
        using var client = Clients.CreateFor(first, configure);
        var error = await Assert.ThrowsAsync<SsoOidcServiceException>(() => client.SendAsync(operation));
        Assert.Equal(status, (int)error.StatusCode);
        Assert.Equal(0, second.ConnectionCount);
        Assert.Equal(1, first.ConnectionCount);
    }

    private static async Task FollowedIsAnErrorAsync(int status, string operation, Action<SsoOidcClientOptions> configure)
    {
        await using var second = RawServer.Answering(RawServer.Http(200, """{"accessToken":"evil"}"""));
        await using var first = RawServer.Answering(RawServer.Http(status, string.Empty, $"Location: {second.Url}/token"));
        using var client = Clients.CreateFor(first, configure);
        var error = await Assert.ThrowsAsync<SsoOidcTransportException>(() => client.SendAsync(operation));
        Assert.Contains("redirect", error.Message, StringComparison.Ordinal);
        Assert.False(error.IsRetryable);
        Assert.Contains(Calls.Secret, first.Received, StringComparison.Ordinal);
        foreach (string secret in new[] { Calls.Secret, Clients.Token, Clients.AccessKey, "Signature" })
        {
            Assert.DoesNotContain(secret, second.Received, StringComparison.Ordinal);
        }
    }

    private sealed class ReadingHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.Contains(Calls.Secret, await request.Content!.ReadAsStringAsync(cancellationToken), StringComparison.Ordinal);
            Assert.True(request.Headers.Contains("authorization"));
            return await base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class TwiceHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            (await base.SendAsync(request, cancellationToken)).Dispose();
            return await base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class Factory(Func<string, HttpMessageHandler> create) : IHttpMessageHandlerFactory
    {
        public HttpMessageHandler CreateHandler(string name) => create(name);
    }
}
