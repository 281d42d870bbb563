namespace SsoOidc.Stubbing;

/// <summary>The stubs of one operation: used in order, and the last one for ever.</summary>
internal sealed class StubQueue(Stub[] stubs)
{
    private int _used;

    public bool IsEmpty => stubs.Length == 0;

    public int Count => stubs.Length;

    public int Unused => stubs.Length - _used;

    public Stub Next => stubs[Math.Min(_used, stubs.Length - 1)];

    public Stub Take()
    {
        var stub = Next;
        _used = Math.Min(_used + 1, stubs.Length);
        return stub;
    }
}
