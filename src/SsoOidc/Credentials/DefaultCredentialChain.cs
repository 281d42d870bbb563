namespace SsoOidc.Credentials;

/// <summary>
/// The switch that takes the default credential chain out of an application: with
/// <c>&lt;RuntimeHostConfigurationOption Include="SsoOidc.DefaultCredentialChain" Value="false" Trim="true" /&gt;</c> in its
/// project, only keys in the options and in the environment are found, the defaults mode auto asks no instance metadata, and trimming
/// removes all of that.
/// </summary>
internal static class DefaultCredentialChain
{
    public const string SwitchName = "SsoOidc.DefaultCredentialChain";

#if NET9_0_OR_GREATER
    [System.Diagnostics.CodeAnalysis.FeatureSwitchDefinition(SwitchName)]
#endif
    public static bool IsSupported => !AppContext.TryGetSwitch(SwitchName, out bool isEnabled) || isEnabled;
}
