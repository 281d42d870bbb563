using SsoOidc.Credentials;
using SsoOidc.Options;

namespace SsoOidc.Benchmarks.Check;

/// <summary>The file of a sign-in session in a home of its own, read anew each time: what the first bearer call of a client does.</summary>
internal sealed class SessionFile : IDisposable
{
    private const string Token = "session-token";

    private readonly string _home = Directory.CreateTempSubdirectory("ssooidc-session-").FullName;
    private readonly CredentialSettings _settings;

    public SessionFile()
    {
        string aws = Path.Combine(_home, ".aws");
        string cache = Directory.CreateDirectory(Path.Combine(aws, "sso", "cache")).FullName;
        File.WriteAllText(Path.Combine(aws, "config"), """
            [default]
            sso_session = work
            [sso-session work]
            sso_region = us-west-2
            sso_start_url = https://example.awsapps.com/start
            """);

        // The name is the SHA-1 of "work".
        File.WriteAllText(
            Path.Combine(cache, "e274eeff768c6396088ec6eb091f4bf4d47ab1e0.json"),
            $$"""{"accessToken":"{{Token}}","expiresAt":"2100-01-01T00:00:00Z","region":"us-west-2","startUrl":"https://example.awsapps.com/start"}""");
        _settings = new CredentialSettings(
            seams: new SystemSeams { GetEnvironmentVariable = variable => variable == "HOME" ? _home : null },
            time: TimeProvider.System,
            send: static (_, _) => throw new InvalidOperationException("Nothing is sent for a token that stands in a file."),
            region: "us-west-2");
    }

    public async Task ReadAsync(int times)
    {
        for (int i = 0; i < times; i++)
        {
            // A new source each time: one that has read a token keeps it.
            if (await new TokenSource(null, _settings).GetAsync(CancellationToken.None).ConfigureAwait(false) != Token)
            {
                throw new InvalidOperationException("another token came");
            }
        }
    }

    public void Dispose() => Directory.Delete(_home, recursive: true);
}
