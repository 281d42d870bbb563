namespace SsoOidc;

/// <summary>
/// An option of a plugin that text can give, from a configuration (<c>Plugins:Tenant:Id</c>) or an environment variable. One row
/// per option; no reflection takes part. Code sets the plugin's property itself.
/// </summary>
/// <param name="name">The option's name, such as <c>Id</c>.</param>
/// <param name="set">
/// Sets the option from text. A <see cref="FormatException"/>, <see cref="OverflowException"/> or <see cref="ArgumentException"/> says that
/// the text is not accepted, and becomes a configuration problem; other exceptions come out of the constructor.
/// </param>
public sealed class PluginOption(string name, Action<string> set)
{
    /// <summary>Gets the option's name.</summary>
    public string Name { get; } = name;

    /// <summary>Gets what is accepted, for people, such as <c>a whole number</c>.</summary>
    public string? Accepts { get; init; }

    /// <summary>Gets the environment variable that gives the option where neither code nor configuration do; null for none.</summary>
    public string? EnvironmentVariable { get; init; }

    /// <summary>Gets a function that says whether code has given the option; then text does not. Null: text always counts.</summary>
    public Func<bool>? IsGiven { get; init; }

    /// <summary>Gets a value indicating whether a value that is refused must not be shown.</summary>
    public bool IsSecret { get; init; }

    internal void Set(string text) => set(text);
}
