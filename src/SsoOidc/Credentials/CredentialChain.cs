using SsoOidc.ConfigFiles;
using SsoOidc.Shapes;

namespace SsoOidc.Credentials;

/// <summary>Where credentials are looked for, in this order; the first source that has any is the client's from then on.</summary>
internal sealed class CredentialChain(CredentialSettings settings)
{
    // Null where a source is not configured. The profile of the code goes before the environment, that of AWS_PROFILE after it.
    private static readonly Func<CredentialSettings, SharedConfig, CredentialProvider?>[] Order =
    [
        static (settings, _) => KeysProvider.FromOptions(settings),
        static (settings, files) => settings.Profile is { } profile ? FromProfile(settings, files, profile, profile) : null,
        static (settings, _) => KeysProvider.FromEnvironment(settings.Env),
        static (settings, files) => WebIdentityProvider.FromEnvironment(settings, files),
        static (settings, files) => settings.Profile is null
            ? FromProfile(settings, files, settings.CurrentProfile, settings.EnvironmentProfile ?? "default")
            : null,
        static (settings, files) => ContainerAddress.IsConfigured(settings)
            ? ContainerProvider.FromEnvironment(settings, files, settings.MetadataRetries, settings.MetadataTimeout)
            : new InstanceMetadataProvider(settings, files),
    ];

    /// <summary>Finds the source and what it has now.</summary>
    /// <exception cref="MissingCredentialsException">There is none, or the one that is configured failed.</exception>
    /// <exception cref="ClientConfigurationException">A source is configured in a way that cannot work.</exception>
    public async Task<(CredentialProvider Provider, CredentialLease Lease)> FindAsync(CancellationToken cancellationToken)
    {
        var files = settings.LoadFiles();
        if (files.Problems is [var problem, ..])
        {
            throw Problems.Configuration($"file {Text.ForDisplay(problem.Path)}", $"the file {problem.Message}");
        }

        string? why = null;
        foreach (var find in Order)
        {
            if (find(settings, files) is not { } provider)
            {
                continue;
            }

            var fetch = await provider.FetchAsync(cancellationToken).ConfigureAwait(false);
            if (fetch.Lease is { } lease)
            {
                return (provider, lease);
            }

            why = $"{provider.Description} ({fetch.Why})";
        }

        string shown = Text.ForDisplay(settings.CurrentProfile);
        string profile = files.HasProfile(settings.CurrentProfile)
            ? $"profile {shown} of {files.Paths} (no keys, role, process or SSO settings in it)"
            : $"profile {shown} (not found in {files.Paths})";
        throw new MissingCredentialsException(Problems.Shown(
            $"Unable to sign the request without credentials. Looked at: options.Credentials, the environment ({KeysProvider.ShowMissing(settings.Env)}, AWS_WEB_IDENTITY_TOKEN_FILE), {profile}, {why}. "
            + "Set one of them, or options.Credentials to any provider of the AWS SDK."));
    }

    private static CredentialProvider? FromProfile(CredentialSettings settings, SharedConfig files, string profile, string webIdentityProfile)
    {
        // Without the config file only keys count, and they are those of the credentials file.
        if (files.IsOptedOut)
        {
            return KeysProvider.FromFiles(files, profile);
        }

        return WebIdentityProvider.FromProfile(settings, files, webIdentityProfile)
            ?? SsoProvider.FromProfile(settings, files, profile)
            ?? new RoleProfiles(settings, files).Find(profile)
            ?? KeysProvider.FromFiles(files, profile)
            ?? (CredentialProvider?)ProcessProvider.FromProfile(settings, files, profile);
    }
}
