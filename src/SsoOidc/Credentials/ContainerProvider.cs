using System.Text;
using SsoOidc.ConfigFiles;
using SsoOidc.Shapes;

namespace SsoOidc.Credentials;

/// <summary>The role of a container (ECS, EKS Pod Identity, and agents that speak the same).</summary>
internal sealed class ContainerProvider(CredentialSettings settings, SharedConfig files, int retries, TimeSpan timeout) : CredentialProvider
{
    public const int StandAloneRetries = 5;

    private const string TokenFileVariable = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";
    private const string TokenVariable = "AWS_CONTAINER_AUTHORIZATION_TOKEN";
    private const int MaxTokenLength = 64 * 1024;

    public static readonly TimeSpan StandAloneTimeout = TimeSpan.FromSeconds(5);

    public override string Description => "the container's role";

    public static ContainerProvider? FromEnvironment(CredentialSettings settings, SharedConfig files, int retries, TimeSpan timeout) =>
        ContainerAddress.IsConfigured(settings) ? new ContainerProvider(settings, files, retries, timeout) : null;

    public override async Task<CredentialFetch> FetchAsync(CancellationToken cancellationToken)
    {
        var address = await ContainerAddress.FindAsync(settings, cancellationToken).ConfigureAwait(false);
        string? token = ReadToken();
        using var endpoint = new LocalEndpoint(settings.Seams, settings.Time, timeout, address.Addresses);
        try
        {
            return await MetadataRetries.RunAsync(
                () => AskAsync(endpoint, address.Uri, token, cancellationToken), retries, settings.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (MetadataFormatException e)
        {
            throw Problems.Failed(Description, e.Message, e);
        }
        catch (Exception e) when (MetadataRetries.IsFailure(e))
        {
            string why = $"Error retrieving ECS Credentials: {ServiceCaller.Describe(e)}";
            settings.Log?.SourceFailed(Description, why);
            return CredentialFetch.None(why);
        }
    }

    private static async Task<CredentialLease> AskAsync(LocalEndpoint endpoint, Uri uri, string? token, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, uri);
        if (token is not null)
        {
            message.Headers.TryAddWithoutValidation("Authorization", token);
        }

        var answer = await endpoint.SendAsync(message, cancellationToken).ConfigureAwait(false);
        try
        {
            return answer.Status == 200
                ? MetadataCredentials.Read(answer.Body, "the container's role", token)
                : throw new MetadataRefusedException($"HTTP status {answer.Status}");
        }
        finally
        {
            answer.Clear();
        }
    }

    // The file wins: it is replaced while the container runs.
    private string? ReadToken()
    {
        string? token = settings.Env(TokenVariable);
        string variable = TokenVariable;
        if (settings.Env(TokenFileVariable) is { } tokenFile)
        {
            variable = TokenFileVariable;
            var problem = FileProblem.DoesNotExist;
            byte[]? content = files.Expand(tokenFile, settings.Seams.Files) is { } path
                ? settings.Seams.Files.TryRead(path, MaxTokenLength, out problem)
                : null;
            string why = problem switch
            {
                FileProblem.DoesNotExist => "doesn't exist",
                FileProblem.TooLong => $"is longer than the {MaxTokenLength / 1024} KiB that are read",
                _ => "cannot be read",
            };
            token = content is null
                ? throw Problems.Configuration($"environment variable {variable}", $"{variable} is set but the file {why}: {Text.ForDisplay(tokenFile)}")
                : Encoding.UTF8.GetString(content).Trim();
        }

        if (string.IsNullOrEmpty(token))
        {
            return null;
        }

        return HeaderText.IsValidValue(token)
            ? token
            : throw Problems.Configuration(
                $"environment variable {variable}",
                "Invalid Authorization token: token contains a newline and carriage return character, or another one that may not stand in a header.");
    }
}
