using System.Text;
using SsoOidc.ConfigFiles;

namespace SsoOidc.CredentialTests;

/// <summary>Files in memory below a made-up home; counts what was read.</summary>
internal sealed class FakeFiles : FileSystem
{
    private readonly Dictionary<string, (byte[] Content, DateTime Written)> _files = new(StringComparer.Ordinal);
    private DateTime _now = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public const string Home = "/home/u";

    public List<string> Opened { get; } = [];

    public HashSet<string> Unreadable { get; } = [];

    public string this[string path]
    {
        set => Write(path, Encoding.UTF8.GetBytes(value));
    }

    public void Write(string path, byte[] content)
    {
        _now = _now.AddSeconds(1);
        _files[FullPath(path)] = (content, _now);
    }

    public override void Delete(string path) => _files.Remove(FullPath(path));

    public override FileStamp? Stamp(string path) =>
        _files.TryGetValue(path, out var file) ? new FileStamp(file.Written, file.Content.Length) : null;

    public override Stream Open(string path)
    {
        lock (Opened)
        {
            Opened.Add(path);
        }

        return Unreadable.Contains(path) ? throw new UnauthorizedAccessException() : new MemoryStream(_files[path].Content, writable: false);
    }

    public override string FullPath(string path) => Path.GetFullPath(path, "/cwd");
}
