using Amazon.Runtime;
using SsoOidc.Shapes;

namespace SsoOidc.Credentials;

/// <summary>
/// Where a bearer token comes from: the option, else the sign-in session that the profile names. The session's file is only
/// read; whoever signs in writes it.
/// </summary>
internal sealed class TokenSource(IAWSTokenProvider? configured, CredentialSettings? settings)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private SsoToken? _current;

    /// <exception cref="MissingTokenException">There is none.</exception>
    /// <exception cref="ClientConfigurationException">The profile names a session that cannot work.</exception>
    public ValueTask<string> GetAsync(CancellationToken cancellationToken)
    {
        if (configured is not null)
        {
            return AskAsync(configured, cancellationToken);
        }

        // Without settings the client is stubbed.
        return new(settings is null ? "token" : FromSession(settings));
    }

    private static async ValueTask<string> AskAsync(IAWSTokenProvider provider, CancellationToken cancellationToken)
    {
        var answer = await provider.TryResolveTokenAsync(cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
        string? token = answer.Success ? answer.Value?.Token : null;
        if (string.IsNullOrEmpty(token))
        {
            throw Missing("options.TokenProvider gave none.");
        }

        return HeaderText.IsValidValue(token)
            ? token
            : throw new ClientConfigurationException(new ConfigurationProblem(
                "TokenProvider", "options.TokenProvider", "the token has a character that may not stand in a header, such as a line break."));
    }

    private string FromSession(CredentialSettings settings)
    {
        if (!DefaultCredentialChain.IsSupported)
        {
            throw Missing("options.TokenProvider is not set.");
        }

        var now = settings.Time.GetUtcNow();
        var current = Volatile.Read(ref _current);
        if (current is not null && now + Window <= current.ExpiresAt)
        {
            return current.AccessToken;
        }

        var files = settings.LoadFiles();
        if (files.Problems is [var problem, ..])
        {
            throw new ClientConfigurationException(new ConfigurationProblem("TokenProvider", $"file {Text.ForDisplay(problem.Path)}", $"the file {problem.Message}"));
        }

        string profile = Text.ForDisplay(settings.CurrentProfile);
        var sso = files.IsOptedOut ? null : SsoProfile.ForToken(files, settings.CurrentProfile);
        if (sso is null)
        {
            throw Missing($"options.TokenProvider is not set, and profile {profile} names no sso_session in {files.Paths}.");
        }

        string path = SsoTokenFile.PathFor(settings, files, sso.CacheKey);
        if (SsoTokenFile.TryRead(settings.Seams.Files, path, out string why) is { } read)
        {
            Volatile.Write(ref _current, current = read);
        }

        if (current is null)
        {
            throw Missing($"{why} {Problems.SsoSentence} (aws sso login --profile {profile})");
        }

        return current.ExpiresAt > now
            ? current.AccessToken
            : throw Missing($"Token is invalid and failed to refresh: it has expired, in {path}. Sign in again (aws sso login --profile {profile}).");
    }

    private static MissingTokenException Missing(string why) =>
        new(Problems.Shown($"The endpoint asks for a bearer token and there is none: {why}"));
}
