using System.ComponentModel;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using SsoOidc.LocalServer;

namespace SsoOidc.EndToEndTests.LocalServer;

/// <summary>The sign-in page in a real browser: its policy headers, its form's token and the Origin that browsers send.</summary>
public sealed class BrowserTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("allow", true)]
    [InlineData("deny", false)]
    public async Task A_user_decides_with_a_click(string decision, bool signsIn)
    {
        await using var server = await LocalIdentityCenter.StartAsync(new() { PollInterval = TimeSpan.Zero }, Cancellation);
        var options = new SsoOidcClientOptions { Region = "us-east-1" };
        options.Endpoint.Url = server.Endpoint.AbsoluteUri;
        using var client = new SsoOidcClient(options);
        var registration = await client.RegisterClientAsync(
            new RegisterClientRequest { ClientName = "<script>alert(1)</script>", ClientType = ClientTypes.Public }, Cancellation);
        var device = await client.StartDeviceAuthorizationAsync(
            new StartDeviceAuthorizationRequest
            {
                ClientId = registration.ClientId,
                ClientSecret = registration.ClientSecret,
                StartUrl = server.StartUrl,
            },
            Cancellation);

        using var browser = await Browser.StartAsync();
        await browser.OpenAsync(device.VerificationUriComplete!);
        Assert.Contains(device.UserCode!, await browser.TextAsync(), StringComparison.Ordinal);
        await browser.ClickAsync($"button[value={decision}]");
        Assert.Contains(signsIn ? "Sign-in allowed" : "Sign-in denied", await browser.TextAsync(), StringComparison.OrdinalIgnoreCase);

        var poll = CreateTokenRequest.ForDeviceCode(registration.ClientId!, registration.ClientSecret!, device.DeviceCode!);
        var outcome = await client.CreateTokenAsync(poll, new RequestOptions { RaiseResponseErrors = false }, Cancellation);
        Assert.Equal(signsIn, outcome.IsSuccessful);
        Assert.Equal(!signsIn, outcome.Error is AccessDeniedException);
    }

    /// <summary>Headless Chromium, driven through WebDriver (https://www.w3.org/TR/webdriver2/).</summary>
    private sealed class Browser : IDisposable
    {
        private readonly ChildProcess _driver;
        private readonly HttpClient _http;
        private string _session = string.Empty;

        private Browser(ChildProcess driver, int port)
        {
            _driver = driver;
            _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/"), Timeout = TimeSpan.FromSeconds(60) };
        }

        public static async Task<Browser> StartAsync()
        {
            int port = FreePort();
            ChildProcess driver;
            try
            {
                driver = ChildProcess.Start("chromedriver", [$"--port={port}"]);
            }
            catch (Win32Exception)
            {
                Assert.Skip("skipped: not installed");
                throw;
            }

            var browser = new Browser(driver, port);
            while (await driver.Output.ReadLineAsync(Cancellation) is { } line && !line.Contains("started successfully", StringComparison.Ordinal))
            {
            }

            string[] arguments =
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", $"--user-data-dir={Directory.CreateTempSubdirectory("browser").FullName}",
            ];
            var session = await browser.PostAsync("session", new Dictionary<string, object>
            {
                ["capabilities"] = new Dictionary<string, object>
                {
                    ["alwaysMatch"] = new Dictionary<string, object> { ["goog:chromeOptions"] = new Dictionary<string, object> { ["args"] = arguments } },
                },
            });
            browser._session = $"session/{session.GetProperty("sessionId").GetString()}/";
            return browser;
        }

        public async Task OpenAsync(string url) => await PostAsync(_session + "url", new { url });

        public async Task<string> TextAsync() =>
            (await PostAsync(_session + "execute/sync", new { script = "return document.body.innerText", args = Array.Empty<object>() })).GetString()!;

        public async Task ClickAsync(string selector)
        {
            var element = await PostAsync(_session + "element", new { @using = "css selector", value = selector });
            string id = element.EnumerateObject().Single().Value.GetString()!;
            await PostAsync($"{_session}element/{id}/click", new { });
        }

        public void Dispose()
        {
            if (_session.Length > 0)
            {
                using var end = new HttpRequestMessage(HttpMethod.Delete, _session.TrimEnd('/'));
                using var ended = _http.Send(end, CancellationToken.None);
            }

            _http.Dispose();
            _driver.Dispose();
        }

        private static int FreePort()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        private async Task<JsonElement> PostAsync(string path, object body)
        {
            // The driver takes bodies with a length only.
            using var content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
            using var answer = await _http.PostAsync(new Uri(path, UriKind.Relative), content, Cancellation);
            var document = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
            Assert.True(answer.IsSuccessStatusCode, document.ToString());
            return document.GetProperty("value");
        }
    }
}
