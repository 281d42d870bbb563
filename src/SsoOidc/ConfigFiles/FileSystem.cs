using System.Collections.Concurrent;

namespace SsoOidc.ConfigFiles;

/// <summary>What tells one state of a file from another without reading it.</summary>
internal readonly record struct FileStamp(DateTime LastWriteUtc, long Length);

/// <summary>Why a file has no content.</summary>
internal enum FileProblem
{
    None,
    DoesNotExist,
    CannotBeRead,
    TooLong,
}

/// <summary>The files of the machine: the one seam through which the library reads them, so that tests bring their own.</summary>
internal abstract class FileSystem
{
    public static readonly FileSystem Real = new DiskFileSystem();

    /// <summary>Parsed config files by path. They live and die with the file system that they were read from.</summary>
    internal ConcurrentDictionary<string, (FileStamp Stamp, ConfigFile File)> Parsed { get; } = new(StringComparer.Ordinal);

    /// <summary>Returns the file's stamp; null where there is no such file. Never throws.</summary>
    public abstract FileStamp? Stamp(string path);

    /// <summary>Opens a file for reading.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public abstract Stream Open(string path);

    /// <summary>Makes a path absolute.</summary>
    public virtual string FullPath(string path) => Path.GetFullPath(path);

    /// <summary>Reads a whole file, if it is there, may be read, and is not longer than the limit. Never throws.</summary>
    /// <param name="path">The path.</param>
    /// <param name="limit">How many bytes are accepted.</param>
    /// <param name="problem">Why there is no content.</param>
    public byte[]? TryRead(string path, int limit, out FileProblem problem)
    {
        problem = FileProblem.DoesNotExist;
        try
        {
            if (Stamp(path) is null)
            {
                return null;
            }

            using var stream = Open(path);
            using var content = new MemoryStream();
            byte[] buffer = new byte[8192];
            int count;

            // The length is not asked for: a device has none, and a file may grow meanwhile.
            while ((count = stream.Read(buffer)) > 0)
            {
                content.Write(buffer, 0, count);
                if (content.Length > limit)
                {
                    problem = FileProblem.TooLong;
                    return null;
                }
            }

            problem = FileProblem.None;
            return content.ToArray();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            problem = FileProblem.CannotBeRead;
            return null;
        }
    }

    private sealed class DiskFileSystem : FileSystem
    {
        public override FileStamp? Stamp(string path)
        {
            try
            {
                var info = new FileInfo(path);
                return info.Exists ? new FileStamp(info.LastWriteTimeUtc, info.Length) : null;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
            {
                return null;
            }
        }

        public override Stream Open(string path) =>
            new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
    }
}
