using System.Reflection;
using SsoOidc.EndToEndTests.LocalServer;
using SsoOidc.LocalServer;

namespace SsoOidc.EndToEndTests;

/// <summary>The main job, as a process: <c>dotnet run --project samples/Login</c>.</summary>
public sealed class LoginSampleTests
{
    private static readonly string Sample = typeof(LoginSampleTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(static metadata => metadata.Key == "LoginPath").Value!;

    [Theory]
    [InlineData]
    [InlineData("--yes")]
    public async Task It_signs_in_where_nobody_can_click_and_writes_nothing(params string[] arguments)
    {
        var home = Directory.CreateTempSubdirectory("home");
        var (code, output, errors) = await ChildProcess.RunAsync("dotnet", [Sample, .. arguments], ("HOME", home.FullName));
        Assert.True(code == 0, errors);
        Assert.Matches("compare the code there with   [A-Z]{4}-[A-Z]{4} ", output);
        Assert.Contains("asked 2 times", output, StringComparison.Ordinal);
        Assert.Contains("as local-user", output, StringComparison.Ordinal);
        Assert.Contains("valid until 20", output, StringComparison.Ordinal);
        Assert.Contains("memory", output, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(home.FullName), static path => path.Contains("aws", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_signs_in_at_another_endpoint_when_somebody_approves_and_prints_no_token()
    {
        var seen = new List<string>();
        await using var server = await LocalIdentityCenter.StartAsync(new() { PollInterval = TimeSpan.Zero }, TestContext.Current.CancellationToken);
        using var child = ChildProcess.Start("dotnet", [Sample, "--endpoint-url", server.Endpoint.AbsoluteUri]);
        while (await child.Output.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            seen.Add(line);
            if (line.Contains("asked 1 time", StringComparison.Ordinal))
            {
                string compare = seen.Single(static text => text.Contains("compare the code", StringComparison.Ordinal));
                Assert.True(server.ApproveDevice(compare.Split("   ")[1]));
            }
        }

        Assert.Equal(0, await child.ExitAsync());
        Assert.Contains(seen, static text => text.StartsWith("Signed in at", StringComparison.Ordinal));

        // Tokens and secrets of the server are long random strings; nothing like one is on the screen.
        Assert.DoesNotMatch("[A-Za-z0-9_-]{24,}", string.Join('\n', seen));
    }

    [Fact]
    public async Task It_fails_with_a_message_when_the_user_denies()
    {
        await using var server = await LocalIdentityCenter.StartAsync(new() { PollInterval = TimeSpan.Zero }, TestContext.Current.CancellationToken);
        using var child = ChildProcess.Start("dotnet", [Sample, "--endpoint-url", server.Endpoint.AbsoluteUri]);
        while (await child.Output.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.Contains("compare the code", StringComparison.Ordinal))
            {
                Assert.True(server.DenyDevice(line.Split("   ")[1]));
            }
        }

        Assert.Equal(1, await child.ExitAsync());
        Assert.NotEmpty(await child.Errors.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task It_ends_cleanly_on_a_signal(string signal)
    {
        await using var server = await LocalIdentityCenter.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var child = ChildProcess.Start("dotnet", [Sample, "--endpoint-url", server.Endpoint.AbsoluteUri]);
        while (await child.Output.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && !line.Contains("asked 1 time", StringComparison.Ordinal))
        {
        }

        await child.SignalAsync(signal);
        Assert.Equal(130, await child.ExitAsync());
        Assert.Equal("Cancelled.", (await child.Errors.ReadToEndAsync(TestContext.Current.CancellationToken)).Trim());
    }

    [Theory]
    [InlineData("--nope")]
    [InlineData("--start-url")]
    [InlineData("--start-url", "https://d-1234567890.awsapps.com/start")]
    [InlineData("--region", "us-east-1")]
    [InlineData("--yes", "--endpoint-url", "http://127.0.0.1:1")]
    public async Task Wrong_arguments_are_explained_with_exit_code_2(params string[] arguments)
    {
        var (code, output, errors) = await ChildProcess.RunAsync("dotnet", [Sample, .. arguments]);
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Contains("Usage:", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_that_nobody_listens_on_is_a_message_and_exit_code_1()
    {
        var (code, _, errors) = await ChildProcess.RunAsync("dotnet", [Sample, "--endpoint-url", "http://127.0.0.1:1"]);
        Assert.Equal(1, code);
        Assert.Contains("refused the connection", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing required parameter clientSecret", "{}")]
    [InlineData("without a device code", """{"clientId":"c","clientSecret":"s"}""", "{}")]
    [InlineData("without a token", """{"clientId":"c","clientSecret":"s"}""", """{"deviceCode":"d","userCode":"u","verificationUri":"v"}""", "{}")]
    public async Task An_endpoint_that_answers_something_else_is_a_message_and_exit_code_1(string message, params string[] answers)
    {
        using var endpoint = new WireTap(answers);
        var (code, output, errors) = await ChildProcess.RunAsync("dotnet", [Sample, "--endpoint-url", endpoint.Endpoint]);
        Assert.Equal(1, code);
        Assert.Contains(message, errors, StringComparison.Ordinal);
        Assert.DoesNotContain('\uFFFD', errors);
        Assert.DoesNotContain("Signed in", output, StringComparison.Ordinal);
    }
}
