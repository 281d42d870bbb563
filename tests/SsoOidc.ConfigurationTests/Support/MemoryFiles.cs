using SsoOidc.ConfigFiles;

namespace SsoOidc.ConfigurationTests.Support;

/// <summary>Files in memory, and which of them were opened.</summary>
internal sealed class MemoryFiles : FileSystem
{
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    public List<string> Opened { get; } = [];

    public byte[] this[string path]
    {
        set => _files[path] = value;
    }

    public override FileStamp? Stamp(string path) => _files.TryGetValue(path, out byte[]? content) ? new FileStamp(DateTime.UnixEpoch, content.Length) : null;

    public override Stream Open(string path)
    {
        Opened.Add(path);
        return new MemoryStream(_files[path], writable: false);
    }

    public override string FullPath(string path) => Path.GetFullPath(path, "/cwd");
}
