using SsoOidc.Tests.Support;

namespace SsoOidc.Tests.Transport;

public sealed class TransportChoiceTests
{
    [Fact]
    public void One_transport_may_be_given()
    {
        using var http = new HttpClient();
        var error = Assert.Throws<ClientConfigurationException>(() => new SsoOidcClient(Clients.Options(options =>
        {
            options.Http.Client = http;
            options.Http.HandlerFactory = new CountingFactory();
        })));
        Assert.Equal("Http.Client, Http.HandlerFactory", Assert.Single(error.Problems).Option);
    }

    [Fact]
    public async Task A_factory_is_asked_by_name_on_every_call_and_its_handlers_stay_its_own()
    {
        var factory = new CountingFactory();
        using (var client = new SsoOidcClient(Clients.Options(options =>
        {
            options.Http.HandlerFactory = factory;
            options.Http.HandlerName = "mine";
        })))
        {
            Assert.Empty(factory.Names);
            await client.CreateTokenAsync(Calls.CreateToken);
            await client.RegisterClientAsync(Calls.RegisterClient);
        }

        Assert.Equal(["mine", "mine"], factory.Names);
        Assert.All(factory.Handlers, handler => Assert.False(handler.IsDisposed));

        var plain = new CountingFactory();
        using var named = new SsoOidcClient(Clients.Options(options => options.Http.HandlerFactory = plain));
        await named.CreateTokenAsync(Calls.CreateToken);
        Assert.Equal(["SsoOidc"], plain.Names);
    }

    [Fact]
    public async Task An_HttpClient_is_used_with_its_own_handlers()
    {
        var handler = new CapturingHandler();
        using var http = new HttpClient(handler);
        http.DefaultRequestHeaders.Add("x-own", "1");
        using var client = new SsoOidcClient(Clients.Options(options => options.Http.Client = http));
        await client.CreateTokenAsync(Calls.CreateToken);
        Assert.Equal("1", handler.Request["x-own"]);
    }

    private sealed class CountingFactory : IHttpMessageHandlerFactory
    {
        public List<string> Names { get; } = [];

        public List<CapturingHandler> Handlers { get; } = [];

        public HttpMessageHandler CreateHandler(string name)
        {
            Names.Add(name);
            Handlers.Add(new CapturingHandler());
            return Handlers[^1];
        }
    }
}
