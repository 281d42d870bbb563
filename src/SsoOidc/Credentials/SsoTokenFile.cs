using System.Security.Cryptography;
using System.Text;
using SsoOidc.ConfigFiles;

namespace SsoOidc.Credentials;

/// <summary>A token that a sign-in left behind.</summary>
internal sealed class SsoToken(string accessToken, DateTimeOffset expiresAt)
{
    public string AccessToken { get; } = accessToken;

    public DateTimeOffset ExpiresAt { get; } = expiresAt;
}

/// <summary>Reads the token files that AWS tools share below <c>~/.aws/sso/cache</c>. It never writes them.</summary>
internal static class SsoTokenFile
{
    private const int MaxLength = 1024 * 1024;

    /// <summary>The file of a session name or, in the old form, of a start URL.</summary>
    /// <exception cref="ClientConfigurationException">There is no home directory.</exception>
    public static string PathFor(CredentialSettings settings, SharedConfig files, string key)
    {
        string home = files.Home ?? throw Problems.Configuration(
            "environment variable HOME", "Unable to load the SSO cache file: HOME is not set.");

        // The name is part of the format, nothing is protected by it.
#pragma warning disable CA5350
        byte[] hash = SHA1.HashData(Encoding.UTF8.GetBytes(key));
#pragma warning restore CA5350
        return settings.Seams.Files.FullPath(Path.Join(home, ".aws", "sso", "cache", Convert.ToHexString(hash).ToLowerInvariant() + ".json"));
    }

    /// <summary>Reads a token, expired or not; null, and why, where there is none.</summary>
    public static SsoToken? TryRead(FileSystem files, string path, out string why)
    {
        byte[]? content = files.TryRead(path, MaxLength, out var problem);
        why = problem switch
        {
            FileProblem.DoesNotExist => $"There is no token file {path}.",
            FileProblem.CannotBeRead => $"The token file {path} cannot be read.",
            FileProblem.TooLong => $"The token file {path} is longer than 1 MiB.",
            _ => $"The token file {path} has no valid accessToken and expiresAt in it.",
        };
        if (content is null)
        {
            return null;
        }

        using var document = CredentialDocument.TryParse(content);
        return document?.Text("accessToken") is { Length: > 0 } token
            && Shapes.HeaderText.IsValidValue(token)
            && Dates.TryRead(document.Text("expiresAt"), out var expiresAt)
                ? new SsoToken(token, expiresAt)
                : null;
    }
}
