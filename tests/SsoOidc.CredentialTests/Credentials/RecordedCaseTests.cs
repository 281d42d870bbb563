using System.Text.Json;
using SsoOidc.Credentials;

namespace SsoOidc.CredentialTests.Credentials;

/// <summary>Every recorded case of the reference that says something of credentials.</summary>
public sealed class RecordedCaseTests : IDisposable
{
    private static readonly JsonElement[] All = ReadCases();

    private readonly Machine _machine = new();

    public static TheoryData<string> Names => [.. All.Where(IsAboutCredentials).Select(test => test.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_client_finds_what_the_reference_finds(string name)
    {
        var test = All.Single(test => test.GetProperty("name").GetString() == name);
        var options = test.GetProperty("options");
        foreach (var file in test.GetProperty("files").EnumerateObject())
        {
            _machine.Files["/home/u/" + file.Name] = WithHome(file.Value);
        }

        foreach (var variable in test.GetProperty("environment").EnumerateObject())
        {
            _machine.Environment[variable.Name] = WithHome(variable.Value);
        }

        var peer = StartPeer(test);
        StartSts(test);
        var found = _machine.Find(
            Text(options, "profile"),
            new StaticKeys(Text(options, "access_key_id"), Text(options, "secret_access_key"), Text(options, "session_token"), Text(options, "account_id")));

        var expected = test.GetProperty("expected");
        if (expected.TryGetProperty("exception", out var exception))
        {
            var e = await Assert.ThrowsAsync<ClientConfigurationException>(async () => await found.GetAsync(TestContext.Current.CancellationToken));
            Assert.Contains(exception.GetProperty("message").GetString()!, e.Message, StringComparison.Ordinal);
            return;
        }

        if (!expected.GetProperty("resolved").TryGetProperty("credentials", out var credentials))
        {
            await Assert.ThrowsAsync<MissingCredentialsException>(async () => await found.GetAsync(TestContext.Current.CancellationToken));
            return;
        }

        var secrets = await found.GetAsync(TestContext.Current.CancellationToken);
        Assert.Equal(
            (Text(credentials, "access_key_id"), Text(credentials, "secret_access_key"), Text(credentials, "session_token"), Text(credentials, "account_id")),
            (secrets.AccessKey, secrets.SecretKey, secrets.UseToken ? secrets.Token : null, secrets.AccountId));
        if (expected.GetProperty("resolved").TryGetProperty("peer_requests", out var requests))
        {
            Assert.Equal(requests.EnumerateArray().Select(request => request.GetProperty("request").GetString()!), peer!.Lines);
        }
    }

    [Fact]
    public void The_recorded_cases_are_there() => Assert.True(Names.Count >= 15);

    public void Dispose() => _machine.Dispose();

    private static bool IsAboutCredentials(JsonElement test)
    {
        var expected = test.GetProperty("expected");
        return expected.TryGetProperty("exception", out var exception)
            ? exception.GetProperty("class").GetString()!.StartsWith("Aws::Errors::", StringComparison.Ordinal)
                && exception.GetProperty("class").GetString() is not ("Aws::Errors::MissingRegionError" or "Aws::Errors::InvalidRegionError" or "Aws::Errors::InvalidRegionSetError")
            : expected.GetProperty("resolved").TryGetProperty("credentials", out var found)
                ? found.ValueKind == JsonValueKind.Object && !test.GetProperty("options").TryGetProperty("credentials", out _)
                : Text(test.GetProperty("options"), "profile") == "ghost";
    }

    private LoopbackServer? StartPeer(JsonElement test)
    {
        if (!test.TryGetProperty("peer", out var peers))
        {
            return null;
        }

        var peer = peers.EnumerateObject().Single();
        var server = _machine.Serve(request => peer.Value.TryGetProperty(request.Line, out var answer)
            ? new Reply(answer[0].GetInt32(), answer[1].GetString()!)
            : new Reply(404));
        if (peer.Name == "imds")
        {
            _machine.Environment.Remove("AWS_EC2_METADATA_DISABLED");
            _machine.Environment["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = server.Url;
        }
        else
        {
            _machine.Environment["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = server.Url + "/creds";
        }

        return server;
    }

    private void StartSts(JsonElement test)
    {
        if (!test.TryGetProperty("global_config", out var global) || !global.TryGetProperty("sts", out var sts))
        {
            return;
        }

        var stubs = sts.GetProperty("stub_responses");
        _machine.Environment["AWS_ENDPOINT_URL_STS"] = _machine.Serve(request =>
        {
            var canned = stubs.GetProperty(request.Body.Contains("WebIdentity", StringComparison.Ordinal) ? "assume_role_with_web_identity" : "assume_role")
                .GetProperty("credentials");
            return new Reply(
                200,
                $"<R><AccessKeyId>{Text(canned, "access_key_id")}</AccessKeyId><SecretAccessKey>{Text(canned, "secret_access_key")}</SecretAccessKey><SessionToken>{Text(canned, "session_token")}</SessionToken><Expiration>{Text(canned.GetProperty("expiration"), "$time")}</Expiration></R>");
        }).Url;
    }

    private static string WithHome(JsonElement value) =>
        value.GetString()!.Replace("{HOME}", FakeFiles.Home, StringComparison.Ordinal);

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static JsonElement[] ReadCases()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "golden", "config.json")));
        return [.. document.RootElement.Clone().GetProperty("cases").EnumerateArray()];
    }
}
