using Amazon.Runtime;

namespace SsoOidc.ConformanceTests.Retries;

/// <summary>Access keys AKIDREFRESH0, 1, 2 …, a new one after each refresh.</summary>
internal sealed class CountingCredentials : RefreshingAWSCredentials
{
    public int Made { get; private set; }

    protected override CredentialsRefreshState GenerateNewCredentials() =>
        new(new ImmutableCredentials($"AKIDREFRESH{Made++}", "secret", null), new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc));

    protected override Task<CredentialsRefreshState> GenerateNewCredentialsAsync() => Task.FromResult(GenerateNewCredentials());
}
