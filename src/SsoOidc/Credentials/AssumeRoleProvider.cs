using SsoOidc.ConfigFiles;

namespace SsoOidc.Credentials;

/// <summary>A role that is assumed with the credentials of another source.</summary>
internal sealed class AssumeRoleProvider(string profile, ConfigSection section, CredentialProvider source, StsCaller sts) : CredentialProvider
{
    public override string Description => $"the role of profile {Shapes.Text.ForDisplay(profile)}";

    public override async Task<CredentialFetch> FetchAsync(CancellationToken cancellationToken)
    {
        var fetch = await source.FetchAsync(cancellationToken).ConfigureAwait(false);
        if (fetch.Lease is not { } lease)
        {
            throw Problems.Failed(Description, $"It is assumed with credentials from {source.Description}, which has none: {fetch.Why}.");
        }

        (string, string?)[] parameters =
        [
            ("Action", "AssumeRole"),
            ("RoleArn", section["role_arn"]),
            ("RoleSessionName", section["role_session_name"] ?? "default_session"),
            ("DurationSeconds", section["duration_seconds"]),
            ("ExternalId", section["external_id"]),
            ("SerialNumber", section["mfa_serial"]),
        ];
        return await sts.CallAsync(Description, parameters, lease.Secrets, cancellationToken).ConfigureAwait(false);
    }
}
