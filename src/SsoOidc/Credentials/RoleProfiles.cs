using SsoOidc.ConfigFiles;
using SsoOidc.Shapes;

namespace SsoOidc.Credentials;

/// <summary>Follows <c>role_arn</c>, <c>source_profile</c> and <c>credential_source</c> from profile to profile.</summary>
internal sealed class RoleProfiles(CredentialSettings settings, SharedConfig files)
{
    private readonly StsCaller _sts = new(settings, files);

    /// <summary>The role of a profile; null where it has none.</summary>
    /// <exception cref="ClientConfigurationException">It has one that cannot be assumed.</exception>
    public CredentialProvider? Find(string profile) => Find(profile, []);

    // One file's section at a time, as the two files hold the same profile independently.
    private AssumeRoleProvider? Find(string profile, HashSet<string> visited) =>
        FindIn(files.Credentials, files.CredentialsPath, profile, visited) ?? FindIn(files.Config, files.ConfigPath, profile, visited);

    private AssumeRoleProvider? FindIn(ConfigFile file, string? path, string profile, HashSet<string> visited)
    {
        if (file.Find(profile) is not { } section || section["role_arn"] is null)
        {
            return null;
        }

        string name = Text.ForDisplay(profile);
        string source = $"file {path}, profile {name}";
        switch (section["source_profile"], section["credential_source"])
        {
            case ({ }, { }):
                throw Problems.Configuration(
                    source,
                    $"Profile {name} has a source_profile, and a credential_source. For assume role credentials, must provide only source_profile or credential_source, not both.");
            case (null, null):
                throw Problems.Configuration(
                    source, $"Profile {name} has a role_arn, but no source_profile. Add source_profile or credential_source, which says whose credentials assume the role.");
            case ({ } sourceProfile, null):
                var provider = FindSource(sourceProfile, source, visited) ?? throw Problems.Configuration(
                    source,
                    $"Profile {name} has a role_arn, and source_profile, but the source_profile does not have credentials. Give profile {Text.ForDisplay(sourceProfile)} keys, a role, a process or an SSO session.");
                return new AssumeRoleProvider(profile, section, provider, _sts);
            case (null, { } credentialSource):
                return new AssumeRoleProvider(profile, section, FromCredentialSource(credentialSource, source), _sts);
        }
    }

    private CredentialProvider? FindSource(string profile, string source, HashSet<string> visited)
    {
        if (!visited.Add(profile))
        {
            throw Problems.Configuration(
                source, $"The source_profile chain comes back to profile {Text.ForDisplay(profile)}; a chain of roles must end at a profile with credentials.");
        }

        if (!files.HasProfile(profile))
        {
            throw Problems.Configuration(source, $"Profile `{Text.ForDisplay(profile)}' not found in {files.Paths}");
        }

        // A profile may be its own source: then its keys assume its role.
        return KeysProvider.FromFiles(files, profile)
            ?? ChainedRole(profile, visited)
            ?? WebIdentityProvider.FromProfile(settings, files, profile)
            ?? ProcessProvider.FromProfile(settings, files, profile)
            ?? (CredentialProvider?)SsoProvider.FromProfile(settings, files, profile);
    }

    private AssumeRoleProvider? ChainedRole(string profile, HashSet<string> visited)
    {
        var section = files.Credentials.Find(profile) ?? files.Config.Find(profile);
        return section?["source_profile"] is not null || section?["credential_source"] is not null ? Find(profile, visited) : null;
    }

    private CredentialProvider FromCredentialSource(string name, string source) => name switch
    {
        "Ec2InstanceMetadata" => new InstanceMetadataProvider(settings, files),
        "EcsContainer" => ContainerProvider.FromEnvironment(settings, files, ContainerProvider.StandAloneRetries, ContainerProvider.StandAloneTimeout)
            ?? throw Problems.Configuration(
                source,
                "credential_source is EcsContainer, and neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor AWS_CONTAINER_CREDENTIALS_FULL_URI is set: this is no container with a role."),
        _ => throw Problems.Configuration(
            source, $"Unsupported credential_source: {Text.ForDisplay(name)}. Supported are Ec2InstanceMetadata and EcsContainer."),
    };
}
