namespace SsoOidc;

/// <summary>Sets of defaults that the AWS SDKs share. A mode fills in only what no other source gives.</summary>
public enum DefaultsMode
{
    /// <summary>Retry mode legacy, 15 seconds to connect.</summary>
    Legacy,

    /// <summary>Retry mode standard, 3.1 seconds to connect.</summary>
    Standard,

    /// <summary>For a service in the same region: retry mode standard, 1.1 seconds to connect.</summary>
    InRegion,

    /// <summary>For a service in another region: retry mode standard, 3.1 seconds to connect.</summary>
    CrossRegion,

    /// <summary>For slow networks: retry mode standard, 30 seconds to connect.</summary>
    Mobile,

    /// <summary>
    /// In-region, cross-region or standard, after where the process runs: by the environment, or else by asking the instance
    /// metadata of EC2, once, in the first call, for one second at most.
    /// </summary>
    Auto,
}
