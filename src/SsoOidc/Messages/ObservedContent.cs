namespace SsoOidc.Messages;

/// <summary>A request body that is written in parts, each told to a function of the caller's: a copy, since the body itself is pooled.</summary>
/// <param name="body">The body that it takes over.</param>
/// <param name="sent">Called after each part with the part, how much was sent, and how much there is.</param>
internal sealed class ObservedContent(RequestContent body, Action<ReadOnlyMemory<byte>, long, long?> sent) : RequestContent(body)
{
    /// <summary>The longest part: as much as the reference reads at once.</summary>
    public const int MaxPart = 16384;

    /// <summary>What the function threw; the transport may have wrapped it, or have had its answer already.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Has a function told of each part of a request's body, in this attempt and later ones.</summary>
    public static ObservedContent? Observe(OperationHttpRequest request, Action<ReadOnlyMemory<byte>, long, long?> sent)
    {
        if (request.Content is { } content and not ObservedContent)
        {
            request.Wrap(new ObservedContent(content, sent));
        }

        return request.Content as ObservedContent;
    }

    protected override async ValueTask WriteAsync(Stream stream, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        int total = 0;
        while (total < body.Length)
        {
            var part = body.Slice(total, Math.Min(MaxPart, body.Length - total));
            await stream.WriteAsync(part, cancellationToken).ConfigureAwait(false);
            total += part.Length;
            Tell(part, total);
        }
    }

    protected override void Write(Stream stream, ReadOnlyMemory<byte> body)
    {
        for (int total = 0; total < body.Length;)
        {
            var part = body.Slice(total, Math.Min(MaxPart, body.Length - total));
            stream.Write(part.Span);
            total += part.Length;
            Tell(part, total);
        }
    }

    private void Tell(ReadOnlyMemory<byte> part, int total)
    {
        try
        {
            sent(part.ToArray(), total, Length);
        }
        catch (Exception e)
        {
            Failure = e;
            throw;
        }
    }
}
