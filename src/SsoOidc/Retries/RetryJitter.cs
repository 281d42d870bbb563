namespace SsoOidc;

/// <summary>How the waits of the mode legacy are spread.</summary>
public enum RetryJitter
{
    /// <summary>The wait as it is.</summary>
    None,

    /// <summary>Half of the wait, and up to half of it more.</summary>
    Equal,

    /// <summary>Anything from nothing to the wait.</summary>
    Full,
}
