using SsoOidc.Options;

namespace SsoOidc;

/// <summary>What happens to parameters before they are sent.</summary>
public sealed class ParameterOptions
{
    /// <summary>
    /// Gets or sets a value indicating whether required members and types are checked before anything is sent. Default true.
    /// Reference name <c>:validate_params</c>.
    /// </summary>
    public bool? Validate { get => (bool?)Given[CallRows.ValidateParameters]; set => Given[CallRows.ValidateParameters] = value; }

    /// <summary>
    /// Gets or sets a value indicating whether the values of a loose call are converted to what the member takes. Default true.
    /// Reference name <c>:convert_params</c>.
    /// </summary>
    public bool? Convert { get => (bool?)Given[CallRows.ConvertParameters]; set => Given[CallRows.ConvertParameters] = value; }

    internal GivenOptions Given { get => field ??= new(); init; }
}
