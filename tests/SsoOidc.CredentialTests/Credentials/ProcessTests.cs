using System.Diagnostics;

namespace SsoOidc.CredentialTests.Credentials;

/// <summary>Real child processes.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly Machine _machine = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("ssooidc-").FullName;

    public ProcessTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the scripts are for /bin/sh");
    }

    [Fact]
    public async Task A_command_line_runs_in_the_shell_and_its_output_is_read()
    {
        _machine.Config = "[default]\ncredential_process = A=AKIDPROC; printf '{\"Version\":1,\"AccessKeyId\":\"%s\",' $A && echo '\"SecretAccessKey\":\"sp\",\"SessionToken\":\"tp\",\"AccountId\":\"42\",\"Expiration\":\"2099-01-01T00:00:00Z\"}'\n";
        var secrets = await _machine.GetAsync();
        Assert.Equal(("AKIDPROC", "sp", "tp", "42"), (secrets.AccessKey, secrets.SecretKey, secrets.Token, secrets.AccountId));
    }

    [Theory]
    [InlineData("exit 3", "non zero exit status and failed to provide credentials (exit status 3)")]
    [InlineData("/no/such/command", "non zero exit status")]
    [InlineData("echo '{\"AccessKeyId\":\"TOPSECRET\"' ; true", "Invalid JSON response")]
    [InlineData("echo TOPSECRET", "Invalid JSON response")]
    [InlineData("echo '{\"Version\":2,\"AccessKeyId\":\"a\",\"SecretAccessKey\":\"TOPSECRET\"}'", "Invalid version 2 for credentials payload")]
    [InlineData("echo '{\"AccessKeyId\":\"a\",\"SecretAccessKey\":\"TOPSECRET\"}'", "Invalid version (none) for credentials payload")]
    [InlineData("echo '{\"Version\":1,\"AccessKeyId\":\"TOPSECRET\"}'", "Invalid payload for JSON credentials version 1")]
    [InlineData("echo '{\"Version\":1,\"AccessKeyId\":\"a\",\"SecretAccessKey\":\"TOPSECRET\",\"Expiration\":\"soon\"}'", "Expiration is not an ISO 8601 time")]
    [InlineData("yes TOPSECRET | head -c 2000000", "more than 1 MiB of output")]
    [InlineData("printf %s '{\"AccessKeyId\":\"TOPSECRET\",\"\\ud800-half-a-pair\":1}'", "Invalid JSON response")]
    public async Task What_goes_wrong_is_told_with_file_and_profile_and_never_with_what_it_printed(string command, string expected)
    {
        _machine.Config = $"[default]\ncredential_process = echo TOPSECRET >&2; {command}\n";
        string message = await _machine.FailsAsync();
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Contains("(file /home/u/.aws/config, profile default, key credential_process)", message, StringComparison.Ordinal);
        Assert.DoesNotContain("TOPSECRET", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Standard_input_is_closed_and_a_full_standard_error_does_not_stop_it()
    {
        _machine.Config = "[default]\ncredential_process = cat; yes | head -c 500000 >&2; echo '{\"Version\":1,\"AccessKeyId\":\"AKIDPROC\",\"SecretAccessKey\":\"sp\"}'\n";
        Assert.Equal("AKIDPROC", (await _machine.GetAsync()).AccessKey);
    }

    [Fact]
    public async Task Control_characters_in_the_command_are_refused()
    {
        _machine.Config = $"[default]\ncredential_process = touch {_folder}/x\u001b[2J\n";
        Assert.Contains("U+001B", await _machine.IsRefusedAsync(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task After_sixty_seconds_the_command_and_its_children_are_killed()
    {
        string pids = Path.Combine(_folder, "pids");
        _machine.Config = $"[default]\ncredential_process = sleep 600 & echo $$ $! > {pids}.tmp; mv {pids}.tmp {pids}; wait\n";
        var failing = _machine.FailsAsync();
        int[] processes = await ReadPidsAsync(pids);
        Assert.All(processes, pid => Assert.True(IsRunning(pid)));
        Assert.Contains(60, _machine.Time.Limits);
        _machine.Time.Advance(TimeSpan.FromSeconds(59));
        await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.False(failing.IsCompleted);

        _machine.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Contains("had not ended after 60 s, and was killed", await failing, StringComparison.Ordinal);
        await AreGoneAsync(processes);
    }

    [Fact]
    public async Task A_caller_who_gives_up_ends_the_command()
    {
        string pids = Path.Combine(_folder, "pids");
        _machine.Config = $"[default]\ncredential_process = sleep 600 & echo $$ $! > {pids}.tmp; mv {pids}.tmp {pids}; wait\n";
        using var cancellation = new CancellationTokenSource();
        var call = _machine.Find().GetAsync(cancellation.Token).AsTask();
        int[] processes = await ReadPidsAsync(pids);
        await cancellation.CancelAsync();
        var e = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(cancellation.Token, e.CancellationToken);
        await AreGoneAsync(processes);
    }

    [Fact]
    public async Task With_an_expiration_it_runs_again_five_minutes_before()
    {
        string counter = Path.Combine(_folder, "count");
        string expiration = _machine.Time.GetUtcNow().AddMinutes(30).ToString("o");
        _machine.Config = $"[default]\ncredential_process = echo x >> {counter}; echo \"{{\\\"Version\\\":1,\\\"AccessKeyId\\\":\\\"AKID$(wc -l < {counter} | tr -d ' ')\\\",\\\"SecretAccessKey\\\":\\\"s\\\",\\\"Expiration\\\":\\\"{expiration}\\\"}}\"\n";
        var found = _machine.Find();
        Assert.Equal("AKID1", (await found.GetAsync(TestContext.Current.CancellationToken)).AccessKey);
        _machine.Time.Advance(TimeSpan.FromMinutes(25) - TimeSpan.FromSeconds(1));
        Assert.Equal("AKID1", (await found.GetAsync(TestContext.Current.CancellationToken)).AccessKey);
        _machine.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("AKID2", (await found.GetAsync(TestContext.Current.CancellationToken)).AccessKey);
    }

    [Fact]
    public async Task Without_an_expiration_it_never_runs_again()
    {
        string counter = Path.Combine(_folder, "count");
        _machine.Config = $"[default]\ncredential_process = echo x >> {counter}; echo '{{\"Version\":1,\"AccessKeyId\":\"AKID\",\"SecretAccessKey\":\"s\",\"Expiration\":null}}'\n";
        var found = _machine.Find();
        await found.GetAsync(TestContext.Current.CancellationToken);
        _machine.Time.Advance(TimeSpan.FromDays(3650));
        await found.GetAsync(TestContext.Current.CancellationToken);
        Assert.Single(File.ReadAllLines(counter));
    }

    public void Dispose()
    {
        _machine.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<int[]> ReadPidsAsync(string path)
    {
        for (int i = 0; !File.Exists(path); i++)
        {
            Assert.True(i < 1000, "The command never started.");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        return [.. (await File.ReadAllTextAsync(path)).Split(' ').Select(int.Parse)];
    }

    private static async Task AreGoneAsync(int[] processes)
    {
        for (int i = 0; processes.Any(IsRunning); i++)
        {
            Assert.True(i < 500, "A process lives on.");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    // A zombie that nobody has waited for is dead too.
    private static bool IsRunning(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            string stat = $"/proc/{pid}/stat";
            return !File.Exists(stat) ? !process.HasExited : File.ReadAllText(stat).Split(')')[^1].TrimStart()[0] != 'Z';
        }
        catch (Exception e) when (e is ArgumentException or IOException or InvalidOperationException)
        {
            return false;
        }
    }
}
