using System.Runtime.InteropServices;
using System.Text;

namespace SsoOidc.Tests.Limits;

/// <summary>Notes which files below a folder are opened or read, by Linux's own means.</summary>
internal sealed class FileWatch : IDisposable
{
    private const int NonBlocking = 0x800;
    private const uint AccessOrOpen = 0x1 | 0x20;

    private readonly int _handle = inotify_init1(NonBlocking);
    private readonly Dictionary<int, string> _folders = [];

    public FileWatch(string root)
    {
        Assert.True(_handle >= 0);
        foreach (string folder in Directory.EnumerateDirectories(root, "*", SearchOption.AllDirectories).Prepend(root).ToArray())
        {
            int watch = inotify_add_watch(_handle, Encoding.UTF8.GetBytes(folder + "\0"), AccessOrOpen);
            Assert.True(watch >= 0);
            _folders[watch] = folder;
        }

        Touched();
    }

    /// <summary>What was opened or read since the last time.</summary>
    public IReadOnlyList<string> Touched()
    {
        var touched = new List<string>();
        byte[] buffer = new byte[64 * 1024];
        nint count;
        while ((count = read(_handle, buffer, buffer.Length)) > 0)
        {
            for (int at = 0; at < count;)
            {
                int watch = BitConverter.ToInt32(buffer, at);
                int length = BitConverter.ToInt32(buffer, at + 12);
                touched.Add(Path.Combine(_folders[watch], Encoding.UTF8.GetString(buffer, at + 16, length).TrimEnd('\0')));
                at += 16 + length;
            }
        }

        return touched;
    }

    public void Dispose() => _ = close(_handle);

#pragma warning disable SYSLIB1054, CA5392 // a test may be slow, and libc is libc
    [DllImport("libc", SetLastError = true)]
    private static extern int inotify_init1(int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int inotify_add_watch(int handle, byte[] path, uint mask);

    [DllImport("libc", SetLastError = true)]
    private static extern nint read(int handle, byte[] buffer, nint count);

    [DllImport("libc", SetLastError = true)]
    private static extern int close(int handle);
#pragma warning restore SYSLIB1054, CA5392
}
