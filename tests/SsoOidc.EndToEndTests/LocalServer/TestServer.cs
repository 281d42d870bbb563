using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using SsoOidc.LocalServer;

namespace SsoOidc.EndToEndTests.LocalServer;

/// <summary>A real server on a free loopback port, with a clock that stands still until a test moves it.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private TestServer(LocalIdentityCenter server, FakeTimeProvider clock)
    {
        Server = server;
        Clock = clock;
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = server.Endpoint };
    }

    public LocalIdentityCenter Server { get; }

    public FakeTimeProvider Clock { get; }

    public HttpClient Http { get; }

    public static async Task<TestServer> StartAsync(Action<LocalIdentityCenterOptions>? configure = null)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
        var options = new LocalIdentityCenterOptions { TimeProvider = clock };
        configure?.Invoke(options);
        return new TestServer(await LocalIdentityCenter.StartAsync(options, TestContext.Current.CancellationToken), clock);
    }

    public Task<Answer> PostAsync(string path, object body) => PostTextAsync(path, JsonSerializer.Serialize(body));

    public Task<Answer> PostTextAsync(string path, string body) => SendAsync(new HttpRequestMessage(HttpMethod.Post, path)
    {
        Content = new StringContent(body, Encoding.UTF8, "application/json"),
    });

    public Task<Answer> PostFormAsync(string path, params (string Name, string Value)[] fields) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        });

    public Task<Answer> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
            return new Answer
            {
                Status = response.StatusCode,
                Headers = response.Headers,
                ContentType = response.Content.Headers.ContentType?.ToString(),
                Text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            };
        }
    }

    public Task<Client> RegisterAsync(params string[] scopes) => RegisterNamedAsync("test client", scopes, null);

    public async Task<Client> RegisterNamedAsync(string name, string[]? scopes, string[]? grantTypes)
    {
        var body = new Dictionary<string, object> { ["clientName"] = name, ["clientType"] = "public" };
        if (scopes is { Length: > 0 })
        {
            body["scopes"] = scopes;
        }

        if (grantTypes is not null)
        {
            body["grantTypes"] = grantTypes;
        }

        var answer = (await PostAsync("/client/register", body)).AssertOk();
        return new Client(answer["clientId"], answer["clientSecret"]);
    }

    public async Task<Device> StartDeviceAsync(Client client)
    {
        var answer = (await PostAsync("/device_authorization", client.With(("startUrl", Server.StartUrl)))).AssertOk();
        return new Device(answer["deviceCode"], answer["userCode"]);
    }

    public Task<Answer> PollAsync(Client client, Device device) =>
        PostAsync("/token", client.With(("grantType", GrantTypes.DeviceCode), ("deviceCode", device.DeviceCode)));

    public Task<Answer> RefreshAsync(Client client, string refreshToken) =>
        PostAsync("/token", client.With(("grantType", GrantTypes.RefreshToken), ("refreshToken", refreshToken)));

    /// <summary>Signs a user in and returns the token answer.</summary>
    public async Task<Answer> SignInAsync(Client client)
    {
        var device = await StartDeviceAsync(client);
        Server.ApproveDevice(device.UserCode);
        return (await PollAsync(client, device)).AssertOk();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
    }
}

internal sealed record Client(string Id, string Secret)
{
    public Dictionary<string, object?> With(params (string Name, object? Value)[] members)
    {
        var body = new Dictionary<string, object?> { ["clientId"] = Id, ["clientSecret"] = Secret };
        foreach (var (name, value) in members)
        {
            body[name] = value;
        }

        return body;
    }
}

internal sealed record Device(string DeviceCode, string UserCode);
