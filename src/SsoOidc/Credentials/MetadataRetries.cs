namespace SsoOidc.Credentials;

/// <summary>An answer that is not the JSON with credentials that it should be.</summary>
internal sealed class MetadataFormatException() : Exception("Failed to parse metadata service response.");

/// <summary>An answer that says no.</summary>
internal sealed class MetadataRefusedException(string message) : Exception(message);

/// <summary>How often a local endpoint is asked again: a number of times when it fails, three times when its answer is half written.</summary>
internal static class MetadataRetries
{
    private const int FormatRetries = 3;

    /// <exception cref="MetadataFormatException">The answer stayed unreadable.</exception>
    /// <exception cref="MetadataRefusedException">The endpoint says no.</exception>
    /// <exception cref="HttpRequestException">There is no answer.</exception>
    /// <exception cref="TimeoutException">There is none in time.</exception>
    public static async Task<T> RunAsync<T>(Func<Task<T>> ask, int retries, TimeProvider time, CancellationToken cancellationToken)
    {
        int failures = 0;
        int unreadable = 0;
        while (true)
        {
            int pause;
            try
            {
                return await ask().ConfigureAwait(false);
            }
            catch (MetadataFormatException) when (unreadable < FormatRetries)
            {
                pause = unreadable++;
            }
            catch (Exception e) when (IsFailure(e) && failures < retries)
            {
                pause = failures++;
            }

            await Task.Delay(TimeSpan.FromSeconds(Math.Pow(1.2, pause)), time, cancellationToken).ConfigureAwait(false);
        }
    }

    public static bool IsFailure(Exception exception) => exception is MetadataRefusedException or HttpRequestException or TimeoutException;
}
