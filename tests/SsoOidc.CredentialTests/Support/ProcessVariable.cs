namespace SsoOidc.CredentialTests;

/// <summary>Sets a variable of this very process, for what reads it past the seam, and puts it back.</summary>
internal sealed class ProcessVariable : IDisposable
{
    private readonly string _name;
    private readonly string? _before;

    public ProcessVariable(string name, string? value)
    {
        _name = name;
        _before = Environment.GetEnvironmentVariable(name);
        Environment.SetEnvironmentVariable(name, value);
    }

    public void Dispose() => Environment.SetEnvironmentVariable(_name, _before);
}
