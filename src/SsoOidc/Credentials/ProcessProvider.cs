using System.ComponentModel;
using SsoOidc.ConfigFiles;
using SsoOidc.Shapes;

namespace SsoOidc.Credentials;

/// <summary>A command that prints credentials (<c>credential_process</c>).</summary>
internal sealed class ProcessProvider(CredentialSettings settings, string profile, ConfigValue command) : CredentialProvider
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public override string Description => $"credential_process of profile {Text.ForDisplay(profile)}";

    /// <exception cref="ClientConfigurationException">The command has control characters.</exception>
    public static ProcessProvider? FromProfile(CredentialSettings settings, SharedConfig files, string profile)
    {
        if (files.GetValue(profile, "credential_process") is not { } command)
        {
            return null;
        }

        int index = Text.IndexOfControl(command.Value);
        return index < 0 || command.Value[index] == '\t'
            ? new ProcessProvider(settings, profile, command)
            : throw Problems.Configuration(
                command.Source, $"the value has the control character U+{(int)command.Value[index]:X4} at index {index}; remove it.");
    }

    public override async Task<CredentialFetch> FetchAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, settings.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        ShellResult result;
        try
        {
            result = await ShellCommand.RunAsync(command.Value, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failed($"The command had not ended after {Limit.TotalSeconds} s, and was killed.");
        }
        catch (Exception e) when (e is Win32Exception or IOException or InvalidDataException)
        {
            throw Failed($"The command could not be run: {Text.ForDisplay(e.Message)}");
        }

        return result.ExitCode == 0
            ? Read(result.Output)
            : throw Failed(
                $"credential_process provider failure, the credential process had non zero exit status and failed to provide credentials (exit status {result.ExitCode}). Run the command by hand to see why.");
    }

    private CredentialLease Read(byte[] output)
    {
        using var document = CredentialDocument.TryParse(output) ?? throw Failed("Invalid JSON response");
        if (document.Number("Version") is not 1)
        {
            throw Failed($"Invalid version {document.Number("Version")?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "(none)"} for credentials payload");
        }

        var secrets = Secrets.Create(
            document.Text("AccessKeyId"), document.Text("SecretAccessKey"), document.Text("SessionToken"), document.Text("AccountId"), Description)
            ?? throw Failed("Invalid payload for JSON credentials version 1");
        if (!document.Has("Expiration"))
        {
            return CredentialLease.For(secrets, null, RefreshPolicy.Never);
        }

        return Dates.TryRead(document.Text("Expiration"), out var expiration)
            ? CredentialLease.For(secrets, expiration, RefreshPolicy.Late)
            : throw Failed("Invalid payload for JSON credentials version 1: Expiration is not an ISO 8601 time");
    }

    // Never with what the command printed: it can be half of a secret.
    private MissingCredentialsException Failed(string why) => Problems.Failed(Description, $"{why} ({command.Source})");
}
