namespace SsoOidc.ConfigFiles;

/// <summary>What tells one state of a file from another without reading it.</summary>
internal readonly record struct FileStamp(DateTime LastWriteUtc, long Length);

/// <summary>A parsed file and the state in which it was read.</summary>
internal sealed record ParsedFile(FileStamp Stamp, ConfigFile File);

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

    private const int MaxCachedFiles = 64;

    // Config files by path. They live and die with the file system that they were read from.
    private readonly Dictionary<string, ParsedFile> _parsed = new(StringComparer.Ordinal);

    /// <summary>Returns the file's stamp; null where there is no such file. Never throws.</summary>
    public abstract FileStamp? Stamp(string path);

    /// <summary>Opens a file for reading.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public abstract Stream Open(string path);

    /// <summary>Makes a path absolute.</summary>
    public virtual string FullPath(string path) => Path.GetFullPath(path);

    /// <summary>Returns the paths of a directory's files; null where it is not there or may not be read. Never throws.</summary>
    public virtual string[]? List(string directory) => null;

    /// <summary>Whether a file may be made or replaced there: it is no directory, nor one of the system's devices.</summary>
    public virtual bool IsPlaceForFile(string path) => true;

    /// <summary>Makes a new file that only its owner may read and write.</summary>
    /// <exception cref="IOException">It cannot be made, or is there.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public virtual Stream CreatePrivate(string path) => throw new IOException("These files cannot be written.");

    /// <summary>Moves a file, in place of another.</summary>
    public virtual void Move(string from, string to) => throw new IOException("These files cannot be written.");

    /// <summary>Removes a file, where it is there. Never throws.</summary>
    public virtual void Delete(string path)
    {
    }

    /// <summary>Returns what a config file held when it was read last; null where it has changed since, or was not read.</summary>
    internal ConfigFile? FindParsed(string path, FileStamp stamp)
    {
        lock (_parsed)
        {
            return _parsed.TryGetValue(path, out var parsed) && parsed.Stamp == stamp ? parsed.File : null;
        }
    }

    internal void KeepParsed(string path, ParsedFile parsed)
    {
        lock (_parsed)
        {
            if (_parsed.Count >= MaxCachedFiles)
            {
                _parsed.Clear();
            }

            _parsed[path] = parsed;
        }
    }

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

                // A link has a time and a length of its own; it is the file behind it that changes. What leads to a pipe has none.
                if (info.LinkTarget is not null && info.ResolveLinkTarget(returnFinalTarget: true) is FileInfo { Exists: true } target)
                {
                    info = target;
                }

                return info.Exists ? new FileStamp(info.LastWriteTimeUtc, info.Length) : null;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
            {
                return null;
            }
        }

        public override Stream Open(string path) =>
            new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

        public override string[]? List(string directory)
        {
            try
            {
                string[] files = Directory.GetFiles(directory);
                Array.Sort(files, StringComparer.Ordinal);
                return files;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
            {
                return null;
            }
        }

        public override bool IsPlaceForFile(string path) =>
            !Directory.Exists(path)
            && !path.StartsWith("/proc/", StringComparison.Ordinal)
            && !(path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal));

        public override Stream CreatePrivate(string path)
        {
            var options = new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Options = FileOptions.Asynchronous,
                BufferSize = 0,
            };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            return new FileStream(path, options);
        }

        public override void Move(string from, string to) => File.Move(from, to, overwrite: true);

        public override void Delete(string path)
        {
            try
            {
                File.Delete(path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It was made for its owner only; that is all that is left to say.
            }
        }
    }
}
