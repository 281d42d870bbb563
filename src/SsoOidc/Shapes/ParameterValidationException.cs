namespace SsoOidc;

/// <summary>The request cannot be sent as it is. Lists all problems at once; nothing was sent.</summary>
public sealed class ParameterValidationException : ArgumentException
{
    /// <summary>Initializes the exception.</summary>
    /// <param name="errors">The problems; at least one.</param>
    public ParameterValidationException(params IReadOnlyList<ParameterError> errors)
        : base(Compose(errors))
    {
        Errors = errors;
    }

    /// <summary>Gets the problems: missing members in model order first, then the others.</summary>
    public IReadOnlyList<ParameterError> Errors { get; }

    private static string Compose(IReadOnlyList<ParameterError> errors) => errors.Count == 1
        ? errors[0].ToString()
        : $"parameter validator found {errors.Count} errors:{string.Concat(errors.Select(static error => $"\n  - {error}"))}";
}
