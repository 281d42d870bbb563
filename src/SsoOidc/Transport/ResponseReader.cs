using System.Buffers;
using System.Net;
using System.Runtime.CompilerServices;

namespace SsoOidc.Transport;

/// <summary>Reads an answer's body into a rented array, at most 1 MiB of it.</summary>
internal static class ResponseReader
{
    private const int FirstBuffer = 4096;

    /// <summary>Reads what is there at once; null where the answer must be waited for.</summary>
    public static ValueTask<OperationHttpResponse> ReadAsync(HttpResponseMessage message, AttemptTimer timer)
    {
        var open = message.Content.ReadAsStreamAsync(timer.Token);
        return open.IsCompletedSuccessfully ? ReadAsync(message, open.Result, timer) : OpenAsync(message, open, timer);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<OperationHttpResponse> OpenAsync(HttpResponseMessage message, Task<Stream> open, AttemptTimer timer) =>
        await ReadAsync(message, await open.ConfigureAwait(false), timer).ConfigureAwait(false);

    private static ValueTask<OperationHttpResponse> ReadAsync(HttpResponseMessage message, Stream stream, AttemptTimer timer)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        int length = 0;
        while (true)
        {
            ValueTask<int> read;
            try
            {
                read = stream.ReadAsync(buffer.AsMemory(length), timer.Token);
                if (!read.IsCompletedSuccessfully)
                {
                    return ContinueAsync(message, stream, buffer, length, read, timer);
                }
            }
            catch
            {
                Discard(buffer, length);
                throw;
            }

            int count = read.Result;
            if (count == 0)
            {
                return new(new OperationHttpResponse(message, buffer, length, isRented: true));
            }

            length += count;
            if (length > OperationHttpResponse.MaxBodyLength)
            {
                return new(TooLarge(message, buffer, length));
            }

            buffer = Grow(buffer, length);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<OperationHttpResponse> ContinueAsync(
        HttpResponseMessage message, Stream stream, byte[] buffer, int length, ValueTask<int> read, AttemptTimer timer)
    {
        try
        {
            while (true)
            {
                timer.Restart();
                int count = await read.ConfigureAwait(false);
                if (count == 0)
                {
                    return new OperationHttpResponse(message, buffer, length, isRented: true);
                }

                length += count;
                if (length > OperationHttpResponse.MaxBodyLength)
                {
                    return TooLarge(message, buffer, length);
                }

                buffer = Grow(buffer, length);
                read = stream.ReadAsync(buffer.AsMemory(length), timer.Token);
            }
        }
        catch
        {
            Discard(buffer, length);
            throw;
        }
    }

    /// <summary>Refuses an answer whose length says that there is a body where the framework reads none: with the statuses 204 and 304.</summary>
    public static OperationHttpResponse ThrowIfCut(OperationHttpResponse response, HttpResponseMessage message)
    {
        if (response.BodyLength == 0
            && message.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.NotModified
            && message.Content.Headers.ContentLength is > 0)
        {
            response.Release();
            throw new HttpIOException(HttpRequestError.ResponseEnded, "The answer has a length and no body.");
        }

        return response;
    }

    // Not read to the end: disposing the message closes the connection.
    private static OperationHttpResponse TooLarge(HttpResponseMessage message, byte[] buffer, int length)
    {
        message.Content.Dispose();
        return new OperationHttpResponse(message, buffer, length, isRented: true, isTooLarge: true);
    }

    private static byte[] Grow(byte[] buffer, int length)
    {
        if (length < buffer.Length)
        {
            return buffer;
        }

        byte[] larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(0, length).CopyTo(larger);
        Discard(buffer, length);
        return larger;
    }

    private static void Discard(byte[] buffer, int length)
    {
        buffer.AsSpan(0, length).Clear();
        ArrayPool<byte>.Shared.Return(buffer);
    }
}
