namespace SsoOidc.Options;

/// <summary>The classes of options by the property that <see cref="SsoOidcClientOptions"/> has for each, in the order in which they are described.</summary>
internal static class OptionGroups
{
    /// <summary>That class itself.</summary>
    public const string Top = "";

    public const string Endpoint = "Endpoint";
    public const string Retry = "Retry";
    public const string Http = "Http";
    public const string Parameters = "Parameters";
    public const string CallLog = "CallLog";
    public const string Monitoring = "Monitoring";
    public const string Telemetry = "Telemetry";
    public const string Discovery = "Discovery";
    public const string Compression = "Compression";
}
