using System.Security.Cryptography;
using System.Text;
using SsoOidc.ConfigFiles;
using SsoOidc.Shapes;

namespace SsoOidc.Credentials;

/// <summary>A role that is assumed with a token file, such as Kubernetes gives one to a pod. The file is read at every refresh.</summary>
internal sealed class WebIdentityProvider(
    string description, CredentialSettings settings, SharedConfig files, string roleArn, string tokenFile, string? sessionName) : CredentialProvider
{
    private const int MaxTokenLength = 64 * 1024;

    private readonly StsCaller _sts = new(settings, files);
    private readonly string _sessionName = string.IsNullOrEmpty(sessionName)
        ? Convert.ToHexString(RandomNumberGenerator.GetBytes(16)).ToLowerInvariant()
        : sessionName;

    public override string Description => description;

    public static WebIdentityProvider? FromEnvironment(CredentialSettings settings, SharedConfig files) =>
        settings.Env("AWS_ROLE_ARN") is { Length: > 0 } role && settings.Env("AWS_WEB_IDENTITY_TOKEN_FILE") is { Length: > 0 } file
            ? new("the web identity of AWS_WEB_IDENTITY_TOKEN_FILE", settings, files, role, file, settings.Env("AWS_ROLE_SESSION_NAME"))
            : null;

    /// <summary>From the config file only.</summary>
    public static WebIdentityProvider? FromProfile(CredentialSettings settings, SharedConfig files, string profile) =>
        files.Config.Find(profile) is { } section && section["role_arn"] is { } role && section["web_identity_token_file"] is { } file
            ? new($"the web identity of profile {Text.ForDisplay(profile)}", settings, files, role, file, section["role_session_name"])
            : null;

    public override async Task<CredentialFetch> FetchAsync(CancellationToken cancellationToken)
    {
        (string, string?)[] parameters =
        [
            ("Action", "AssumeRoleWithWebIdentity"),
            ("RoleArn", roleArn),
            ("RoleSessionName", _sessionName),
            ("WebIdentityToken", ReadToken()),
        ];
        return await _sts.CallAsync(description, parameters, signWith: null, cancellationToken).ConfigureAwait(false);
    }

    private string ReadToken()
    {
        var problem = FileProblem.DoesNotExist;
        byte[]? content = files.Expand(tokenFile, settings.Seams.Files) is { } path
            ? settings.Seams.Files.TryRead(path, MaxTokenLength, out problem)
            : null;
        string token = content is null ? string.Empty : Encoding.UTF8.GetString(content).Trim();
        if (token.Length > 0)
        {
            return token;
        }

        string why = problem switch
        {
            FileProblem.None => "is empty",
            FileProblem.TooLong => $"is longer than the {MaxTokenLength / 1024} KiB that are read",
            FileProblem.CannotBeRead => "cannot be read",
            _ => "does not exist",
        };
        throw Problems.Failed(
            description, $"Missing :web_identity_token_file parameter or invalid file path: {Text.ForDisplay(tokenFile)} {why}.");
    }
}
