using System.Buffers;
using System.Security.Cryptography;

namespace SsoOidc.Transport;

/// <summary>What a function of the caller's has thrown; it is the caller's, and no failure of the transport.</summary>
internal sealed class ObserverException(Exception innerException) : Exception(innerException.Message, innerException);

/// <summary>Where the parts of an answer's body go as they arrive.</summary>
internal abstract class BodyObserver
{
    /// <summary>Whether the body is kept besides, for the client to read.</summary>
    public abstract bool KeepsBody(HttpResponseMessage message);

    /// <summary>Takes a part.</summary>
    /// <param name="message">The answer it belongs to.</param>
    /// <param name="part">A copy, which may be kept.</param>
    /// <param name="total">How much has arrived in this attempt.</param>
    /// <param name="length">How much there is, where the server says so.</param>
    public abstract ValueTask TakeAsync(HttpResponseMessage message, ReadOnlyMemory<byte> part, long total, long? length);
}

/// <summary>Reads an answer's body, at most 1 MiB of it, and shows each part to somebody.</summary>
internal static class ObservedReader
{
    public static async Task<OperationHttpResponse> ReadAsync(HttpResponseMessage message, BodyObserver observer, AttemptTimer timer)
    {
        long? length = message.Content.Headers.ContentLength;
        bool keeps = observer.KeepsBody(message);
        using var kept = new MemoryStream();
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Messages.ObservedContent.MaxPart);
        int total = 0;
        try
        {
            var stream = await message.Content.ReadAsStreamAsync(timer.Token).ConfigureAwait(false);
            while (true)
            {
                timer.Restart();
                int count = await stream.ReadAsync(buffer.AsMemory(0, Messages.ObservedContent.MaxPart), timer.Token).ConfigureAwait(false);
                timer.Pause();
                if (count == 0 || (total += count) > OperationHttpResponse.MaxBodyLength)
                {
                    break;
                }

                if (keeps)
                {
                    kept.Write(buffer, 0, count);
                }

                await TellAsync(observer, message, buffer.AsMemory(0, count).ToArray(), total, length).ConfigureAwait(false);
            }

            bool isTooLarge = total > OperationHttpResponse.MaxBodyLength;
            if (isTooLarge)
            {
                // Not read to the end: that closes the connection.
                message.Content.Dispose();
            }

            return new OperationHttpResponse(message, kept.ToArray(), (int)kept.Length, isRented: false, isTooLarge) { TakenLength = keeps ? 0 : total };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
            ArrayPool<byte>.Shared.Return(buffer);
            CryptographicOperations.ZeroMemory(kept.GetBuffer());
        }
    }

    private static async ValueTask TellAsync(BodyObserver observer, HttpResponseMessage message, byte[] part, long total, long? length)
    {
        try
        {
            await observer.TakeAsync(message, part, total, length).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            throw new ObserverException(e);
        }
    }
}
