using System.Net.Http.Headers;
using System.Security.Cryptography;
using SsoOidc.Messages;
using SsoOidc.Shapes;

namespace SsoOidc.Credentials;

/// <summary>An answer, read whole.</summary>
internal sealed record HttpAnswer(int Status, byte[] Body, HttpResponseHeaders Headers)
{
    public bool IsSuccess => Status is >= 200 and < 300;

    public string? Header(string name) => Headers.NonValidated.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    /// <summary>The body holds secrets; it is wiped when it was read.</summary>
    public void Clear() => CryptographicOperations.ZeroMemory(Body);
}

/// <summary>Sends a request and reads its answer within a time limit and 1 MiB; retries what may pass, for services that can be busy.</summary>
internal static class ServiceCaller
{
    public const int MaxLength = 1024 * 1024;

    private const int MaxAttempts = 3;

    /// <summary>Sends once.</summary>
    /// <exception cref="HttpRequestException">It could not be sent, or the answer is too long.</exception>
    /// <exception cref="TimeoutException">The time is over.</exception>
    public static async Task<HttpAnswer> SendAsync(
        Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send,
        HttpRequestMessage message,
        TimeSpan limit,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var response = await send(message, both.Token).ConfigureAwait(false);
            var stream = await response.Content.ReadAsStreamAsync(both.Token).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                return new HttpAnswer((int)response.StatusCode, await ReadAsync(stream, both.Token).ConfigureAwait(false), response.Headers);
            }
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"no answer within {limit.TotalSeconds:0.###} s", e);
        }
        catch (Exception e) when (e is HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } or HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse })
        {
            // .NET quotes the line, and whoever answers may repeat what was sent.
            throw new HttpRequestException(HttpRequestError.InvalidResponse, "the answer is no HTTP");
        }
        catch (IOException e)
        {
            throw new HttpRequestException(e.Message, e);
        }
    }

    /// <summary>Sends up to three times, with a growing pause, while the service is not reached, busy or broken.</summary>
    /// <exception cref="MissingCredentialsException">No answer came.</exception>
    public static async Task<HttpAnswer> CallAsync(
        CredentialSettings settings,
        string description,
        Func<HttpRequestMessage> create,
        Func<HttpAnswer, bool> isBusy,
        CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            using var message = create();
            try
            {
                var answer = await SendAsync(settings.Send, message, settings.ServiceTimeout, settings.Time, cancellationToken).ConfigureAwait(false);
                if (attempt == MaxAttempts || (answer.Status < 500 && answer.Status != 429 && !isBusy(answer)))
                {
                    return answer;
                }
            }
            catch (Exception e) when (e is HttpRequestException or TimeoutException)
            {
                if (attempt == MaxAttempts)
                {
                    var uri = message.RequestUri!;
                    throw Problems.Failed(description, $"{uri.Scheme}://{uri.Authority} could not be asked: {Describe(e)}.", QuotedUserInfo.Without(e));
                }
            }

            // 0.3 s, 0.6 s, up to twice that by chance, so that many clients do not come back at once.
            double seconds = 0.3 * attempt * (1 + settings.Seams.Random.NextDouble());
            await Task.Delay(TimeSpan.FromSeconds(seconds), settings.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    public static string Describe(Exception exception)
    {
        while (exception.InnerException is { } inner and not OperationCanceledException)
        {
            exception = inner;
        }

        return Text.ForDisplay(QuotedUserInfo.Hide(exception.Message)).TrimEnd('.');
    }

    private static async Task<byte[]> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        byte[] buffer = new byte[4096];
        int count;
        while ((count = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            content.Write(buffer, 0, count);
            if (content.Length > MaxLength)
            {
                throw new HttpRequestException($"the answer is longer than {MaxLength / 1024 / 1024} MiB");
            }
        }

        CryptographicOperations.ZeroMemory(buffer);
        return content.ToArray();
    }
}
