using SsoOidc.ConformanceTests.Expectations;
using SsoOidc.ConformanceTests.Runner;
using SsoOidc.Credentials;

namespace SsoOidc.ConformanceTests.Configuration;

/// <summary>Compares recorded credentials with those that a client signs with, and with the source that they come from.</summary>
internal static class FoundSecrets
{
    private static readonly Dictionary<string, Type> Sources = new(StringComparer.Ordinal)
    {
        ["Aws::Credentials"] = typeof(KeysProvider),
        ["Aws::SharedCredentials"] = typeof(KeysProvider),
        ["Aws::ProcessCredentials"] = typeof(ProcessProvider),
        ["Aws::AssumeRoleCredentials"] = typeof(AssumeRoleProvider),
        ["Aws::AssumeRoleWebIdentityCredentials"] = typeof(WebIdentityProvider),
        ["Aws::SSOCredentials"] = typeof(SsoProvider),
        ["Aws::ECSCredentials"] = typeof(ContainerProvider),
        ["Aws::InstanceProfileCredentials"] = typeof(InstanceMetadataProvider),
    };

    /// <summary>Signs once, and compares key id, session token and, by a signature made without the library, the secret.</summary>
    public static async Task CompareSignatureAsync(Differences differences, SsoOidcClient client, JsonNode? expected)
    {
        var headers = new SignedHeaders();
        client.Handlers.Add(headers, PipelineStep.Sign, priority: 1);
        Exception? error = null;
        try
        {
            await client.CreateTokenWithIamAsync(CreateTokenWithIamRequest.ForRefreshToken("arn:aws:sso::1:application/a/b", "r"));
        }
#pragma warning disable CA1031 // whatever is thrown is compared
        catch (Exception e)
#pragma warning restore CA1031
        {
            error = e;
        }

        if (expected?["exception"] is { } failure)
        {
            differences.True(
                $"the first signed call: {failure["class"]} expected, got {error?.ToString() ?? "success"}",
                error is MissingCredentialsException or ClientConfigurationException && NameMap.SaysLookupFailure(error.Message, failure));
        }
        else if (expected is null || expected["set"]?.GetValue<bool>() == false)
        {
            differences.True($"MissingCredentialsException expected, got {error?.ToString() ?? "success"}", error is MissingCredentialsException);
        }
        else if (headers.Path is null)
        {
            differences.Add($"a signature expected, got {error}");
        }
        else
        {
            string authorization = headers.All["authorization"];
            string scope = authorization.Split("Credential=")[1].Split(',')[0];
            differences.Same("credentials.access_key_id", expected["access_key_id"], scope[..scope.IndexOf('/', StringComparison.Ordinal)]);
            differences.Same("credentials.session_token", expected["session_token"], headers.All.GetValueOrDefault("x-amz-security-token"));
            differences.Same(
                "the signature with credentials.secret_access_key",
                headers.SignatureWith(expected["secret_access_key"]!.GetValue<string>(), scope[(scope.IndexOf('/', StringComparison.Ordinal) + 1)..]),
                authorization.Split("Signature=")[1]);
        }
    }

    /// <summary>Searches once more, past the client, for what a signature does not show: source, account and expiration.</summary>
    public static async Task CompareSourceAsync(Differences differences, CredentialSettings settings, JsonNode expected)
    {
        var (provider, lease) = await new CredentialChain(settings).FindAsync(CancellationToken.None);
        string rubyClass = expected["class"]!.GetValue<string>();
        differences.Same("credentials.class", Sources[rubyClass].Name, provider.GetType().Name);
        differences.True(
            $"credentials.class: {rubyClass} is not '{provider.Description}'",
            provider is not KeysProvider || provider.Description.StartsWith("profile ", StringComparison.Ordinal) == (rubyClass == "Aws::SharedCredentials"));
        differences.Same("credentials.account_id", expected["account_id"], lease.Secrets.AccountId);
        differences.Same(
            "credentials.expiration",
            expected["expiration"] is { } time ? DateTimeOffset.Parse(time.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeSeconds() : null,
            lease.Expiration?.ToUnixTimeSeconds());
    }

    private sealed class SignedHeaders : PipelineHandler
    {
        public string? Path { get; private set; }

        public string Query { get; private set; } = string.Empty;

        public Dictionary<string, string> All { get; } = new(StringComparer.Ordinal);

        public override ValueTask InvokeAsync(OperationContext context, PipelineNext next)
        {
            (Path, Query) = (context.HttpRequest.Uri!.AbsolutePath, context.HttpRequest.Uri.Query.TrimStart('?'));
            foreach (var (name, value) in context.HttpRequest.Headers)
            {
                All[name] = value;
            }

            return next.InvokeAsync(context);
        }

        public string SignatureWith(string secret, string scope)
        {
            string signed = All["authorization"].Split("SignedHeaders=")[1].Split(',')[0];
            string canonical = string.Join(
                '\n', ["POST", Path!, Query, .. signed.Split(';').Select(name => $"{name}:{All[name]}"), string.Empty, signed, All["x-amz-content-sha256"]]);
            return HmacSignature.Sign(secret, scope, HmacSignature.StringToSign(All["x-amz-date"], scope, canonical));
        }
    }
}
