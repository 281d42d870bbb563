namespace SsoOidc;

/// <summary>One problem of a client's configuration.</summary>
/// <param name="Option">The option, such as <c>Retry.MaxAttempts</c>.</param>
/// <param name="Source">Where its value came from, such as <c>environment variable AWS_MAX_ATTEMPTS</c>.</param>
/// <param name="Message">What is wrong and what would be right; never a secret value.</param>
public sealed record ConfigurationProblem(string Option, string Source, string Message)
{
    /// <summary>Returns option, source and message.</summary>
    public override string ToString() => $"{Option} ({Source}): {Message}";
}

/// <summary>The client cannot work as it is configured. Lists all problems at once.</summary>
public sealed class ClientConfigurationException : ArgumentException
{
    /// <summary>Initializes the exception.</summary>
    /// <param name="problems">The problems; at least one.</param>
    public ClientConfigurationException(params IReadOnlyList<ConfigurationProblem> problems)
        : base(Compose(problems))
    {
        Problems = problems;
    }

    /// <summary>Gets the problems.</summary>
    public IReadOnlyList<ConfigurationProblem> Problems { get; }

    private static string Compose(IReadOnlyList<ConfigurationProblem> problems) => problems.Count == 1
        ? problems[0].ToString()
        : $"The client's configuration has {problems.Count} problems:{string.Concat(problems.Select(static problem => $"\n  - {problem}"))}";
}
