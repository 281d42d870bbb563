using System.Globalization;
using System.Security.Cryptography;

namespace SsoOidc.ConfigFiles;

/// <summary>A file that appears at its place whole, or not at all: written beside it, for its owner only, and then moved.</summary>
internal sealed class NewFile : IDisposable
{
    private readonly FileSystem _files;
    private readonly string _path;
    private readonly string _temporary;
    private bool _isCommitted;

    private NewFile(FileSystem files, string path, string temporary, Stream stream)
    {
        (_files, _path, _temporary) = (files, path, temporary);
        Stream = stream;
    }

    /// <summary>Where its content is written to.</summary>
    public Stream Stream { get; }

    /// <exception cref="IOException">There is no such directory, or the file cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be made.</exception>
    public static NewFile Begin(FileSystem files, string path)
    {
        string full = files.FullPath(path);
        string name = Path.GetFileName(full);
        string? directory = Path.GetDirectoryName(full);
        if (name.Length == 0 || directory is null || !files.IsPlaceForFile(full))
        {
            throw new IOException($"'{path}' is a directory or a device, and no place for a file. Give a stream for a device.");
        }

        // Nobody can guess the name and be there first. It does not repeat the file's own, which may be as long as names can be.
        string suffix = RandomNumberGenerator.GetInt32(int.MaxValue).ToString("x8", CultureInfo.InvariantCulture);
        string temporary = Path.Combine(directory, $".ssooidc-{suffix}.tmp");
        return new NewFile(files, full, temporary, files.CreatePrivate(temporary));
    }

    /// <summary>Moves the file to its place.</summary>
    public void Commit()
    {
        Stream.Dispose();
        _files.Move(_temporary, _path);
        _isCommitted = true;
    }

    /// <summary>Removes the file, unless it is at its place.</summary>
    public void Dispose()
    {
        Stream.Dispose();
        if (!_isCommitted)
        {
            _files.Delete(_temporary);
        }
    }
}
