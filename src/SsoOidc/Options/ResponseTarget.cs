namespace SsoOidc;

/// <summary>
/// Where the body of a successful answer goes, besides being read: a file, a stream, or a function. The body of an error never
/// goes there.
/// </summary>
public sealed class ResponseTarget
{
    private ResponseTarget()
    {
    }

    internal string? Path { get; private init; }

    internal Stream? Stream { get; private init; }

    internal Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask>? Function { get; private init; }

    /// <summary>
    /// Returns a target that is a file. It is made before anything is sent, beside its final place and with access for its owner
    /// only (0600), and moved there when the call has succeeded, in place of a file of that name; after a failure it is removed.
    /// </summary>
    /// <param name="path">The path; the directory must exist.</param>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    public static ResponseTarget ToFile(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return new ResponseTarget { Path = path };
    }

    /// <summary>Returns a target that is a stream: the body is written to it once the call has succeeded. It stays open.</summary>
    /// <param name="stream">The stream.</param>
    /// <exception cref="ArgumentException">The stream cannot be written to.</exception>
    public static ResponseTarget ToStream(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return stream.CanWrite ? new ResponseTarget { Stream = stream } : throw new ArgumentException("The stream cannot be written to.", nameof(stream));
    }

    /// <summary>
    /// Returns a target that is a function. It gets each part of the body as it arrives, a copy, and the client does not read the
    /// body: all members of the response are null. Once it got a part the call is not retried.
    /// </summary>
    /// <param name="receive">The function; the next part is read when it has completed. What it throws ends the call and reaches the caller.</param>
    public static ResponseTarget ToFunction(Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> receive)
    {
        ArgumentNullException.ThrowIfNull(receive);
        return new ResponseTarget { Function = receive };
    }

    /// <inheritdoc cref="ToFunction(Func{ReadOnlyMemory{byte}, CancellationToken, ValueTask})"/>
    public static ResponseTarget ToFunction(Action<ReadOnlyMemory<byte>> receive)
    {
        ArgumentNullException.ThrowIfNull(receive);
        return ToFunction((part, _) =>
        {
            receive(part);
            return default;
        });
    }

    /// <summary>A path is a target that is a file, see <see cref="ToFile"/>.</summary>
    public static implicit operator ResponseTarget(string path) => ToFile(path);

    /// <summary>A stream is a target, see <see cref="ToStream"/>.</summary>
    public static implicit operator ResponseTarget(Stream stream) => ToStream(stream);

    /// <summary>Returns what kind of target it is.</summary>
    public override string ToString() => Path ?? (Stream is null ? "a function" : Stream.GetType().Name);
}
