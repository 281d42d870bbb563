namespace SsoOidc;

/// <summary>Names a value that a plugin keeps on an <see cref="OperationContext"/>. Keys are compared by reference.</summary>
/// <typeparam name="T">The value's type.</typeparam>
/// <param name="name">A name for people.</param>
public sealed class ContextKey<T>(string name)
{
    /// <summary>Returns the name.</summary>
    public override string ToString() => name;
}
