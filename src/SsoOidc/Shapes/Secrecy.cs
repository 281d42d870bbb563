namespace SsoOidc.Shapes;

/// <summary>Whether a member's value may be printed.</summary>
internal enum Secrecy
{
    None,

    /// <summary>Marked sensitive by the service model.</summary>
    Sensitive,

    /// <summary>Not marked by the model, but whoever holds it can act as the user.</summary>
    SecretInPractice,

    /// <summary>A URL whose query carries a secret; the rest may be printed.</summary>
    SecretQuery,

    /// <summary>A URL, which may be printed without its user-info.</summary>
    Url,
}
