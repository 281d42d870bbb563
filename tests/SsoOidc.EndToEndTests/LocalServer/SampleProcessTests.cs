using System.Reflection;
using System.Text;

namespace SsoOidc.EndToEndTests.LocalServer;

/// <summary>The sample as users start it: a process of its own.</summary>
public sealed class SampleProcessTests
{
    private static readonly string Sample = typeof(SampleProcessTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "SamplePath").Value!;

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task It_listens_where_it_says_and_ends_cleanly_on_a_signal(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "skipped: no signals here");
        using var child = Start("--urls", "http://127.0.0.1:0");
        var endpoint = await EndpointAsync(child);
        using var http = new HttpClient();
        Assert.True((await http.GetAsync(new Uri(endpoint, "/device"), TestContext.Current.CancellationToken)).IsSuccessStatusCode);
        await child.SignalAsync(signal);
        Assert.Equal(0, await child.ExitAsync());
        Assert.Equal("", await child.Errors.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_hint_names_the_endpoint_and_the_region()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "skipped: no signals here");
        using var child = Start("--region", "eu-central-1");
        var endpoint = await EndpointAsync(child);
        await child.SignalAsync("TERM");
        var hint = await child.Output.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Contains("--endpoint-url " + endpoint.GetLeftPart(UriPartial.Authority), hint, StringComparison.Ordinal);
        Assert.Contains("--region eu-central-1", hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_yes_every_device_code_is_approved()
    {
        using var child = Start("--yes");
        using var http = new HttpClient { BaseAddress = await EndpointAsync(child) };
        var registration = await PostAsync(http, "/client/register", """{"clientName":"x","clientType":"public"}""");
        var client = $"\"clientId\":\"{registration["clientId"]}\",\"clientSecret\":\"{registration["clientSecret"]}\"";
        var device = await PostAsync(http, "/device_authorization", $"{{{client},\"startUrl\":\"https://a.b/\"}}");
        var token = await PostAsync(http, "/token", $"{{{client},\"grantType\":\"{GrantTypes.DeviceCode}\",\"deviceCode\":\"{device["deviceCode"]}\"}}");
        Assert.NotEmpty(token["accessToken"]);
    }

    [Theory]
    [InlineData("--nonsense")]
    [InlineData("extra")]
    [InlineData("--urls")]
    [InlineData("--region")]
    [InlineData("--urls http://0.0.0.0:0")]
    [InlineData("--urls http://*:0")]
    [InlineData("--urls https://127.0.0.1:0")]
    [InlineData("--urls http://example.com:0")]
    [InlineData("--region Nowhere!")]
    public async Task Wrong_arguments_are_explained_with_exit_code_2(string arguments)
    {
        var (code, output, errors) = await ChildProcess.RunAsync("dotnet", [Sample, .. arguments.Split(' ')]);
        Assert.Equal(2, code);
        Assert.Equal("", output);
        Assert.Contains("Usage:", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_is_printed_with_exit_code_0()
    {
        var (code, output, errors) = await ChildProcess.RunAsync("dotnet", [Sample, "--help"]);
        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("--urls", output, StringComparison.Ordinal);
    }

    private static ChildProcess Start(params string[] arguments) => ChildProcess.Start("dotnet", [Sample, .. arguments]);

    private static async Task<Uri> EndpointAsync(ChildProcess child)
    {
        var line = await child.Output.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.Matches(@"^Listening on http://127\.0\.0\.1:[1-9][0-9]*$", line);
        return new Uri(line!["Listening on ".Length..]);
    }

    private static async Task<Answer> PostAsync(HttpClient http, string path, string body)
    {
        using var response = await http.PostAsync(
            new Uri(path, UriKind.Relative), new StringContent(body, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        return new Answer
        {
            Status = response.StatusCode,
            Headers = response.Headers,
            ContentType = null,
            Text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
        }.AssertOk();
    }
}
