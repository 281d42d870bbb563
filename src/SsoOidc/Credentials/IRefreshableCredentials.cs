namespace SsoOidc.Credentials;

/// <summary>Credentials that can be fetched anew before they expire. Providers that are not the AWS SDK's own implement this.</summary>
internal interface IRefreshableCredentials
{
    /// <summary>Makes sure that the next caller gets new credentials.</summary>
    ValueTask RefreshAsync(CancellationToken cancellationToken);
}
