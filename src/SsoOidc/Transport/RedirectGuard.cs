using System.Runtime.CompilerServices;
using SsoOidc.Messages;
using SsoOidc.Options;

namespace SsoOidc.Transport;

/// <summary>Tells whether a transport would send a request's secrets on to where a redirect points.</summary>
internal static class RedirectGuard
{
    public const string Remedy =
        "A redirect would send the request's secrets to another address: set AllowAutoRedirect = false on its primary handler.";

    public static bool FollowsRedirects(HttpMessageHandler handler) => Primary(handler) switch
    {
        SocketsHttpHandler sockets => sockets.AllowAutoRedirect,
        HttpClientHandler client => client.AllowAutoRedirect,
        _ => false,
    };

    /// <summary>Whether nobody can tell what the handler does with a redirect.</summary>
    public static bool IsOpaque(HttpMessageHandler handler) => Primary(handler) is not (SocketsHttpHandler or HttpClientHandler);

    /// <summary>
    /// Whether the client's primary handler does not follow redirects. An <see cref="HttpClient"/> does not show its handler; where
    /// the framework keeps it under another name than today, the answer is no.
    /// </summary>
    public static bool IsKnownNotToFollow(HttpClient client)
    {
        try
        {
            return HandlerOf(client) is { } handler && !FollowsRedirects(handler);
        }
        catch (MissingFieldException)
        {
            return false;
        }
    }

    /// <summary>Makes sure that no secret goes on where a transport follows a redirect without anybody knowing.</summary>
    /// <param name="message">The request.</param>
    /// <param name="mayBuffer">Whether handlers may read the body into memory, which takes it out of our hands.</param>
    public static void Prepare(HttpRequestMessage message, bool mayBuffer)
    {
        if (message.Content is RequestContent content)
        {
            content.MayBeRedirected = true;
            content.MayBeBuffered = mayBuffer;
        }
    }

    /// <summary>
    /// Makes a request's body, or an empty one, a content that is written for one address only; once it is, secret headers are off
    /// the message.
    /// </summary>
    public static async Task BindAsync(HttpRequestMessage message, Uri target, CancellationToken cancellationToken)
    {
        byte[] body = message.Content is null ? [] : await message.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        var content = new RequestContent(body, body.Length, isRented: false);
        foreach (var (name, values) in message.Content?.Headers.NonValidated ?? default)
        {
            content.Headers.TryAddWithoutValidation(name, values);
        }

        content.BeginAttempt(message, target);
        message.Content = content;
    }

    public static ClientConfigurationException Refused(OptionRow option, string source) =>
        new(new ConfigurationProblem(option.Name, source, Remedy));

    /// <summary>Refuses an answer that comes from another address than the one asked.</summary>
    public static void ThrowIfFollowed(HttpResponseMessage response, Uri target)
    {
        if (response.RequestMessage?.RequestUri is { } final && !final.Equals(target))
        {
            response.Dispose();
            throw new RedirectFollowedException("The transport followed a redirect. " + Remedy);
        }
    }

    private static HttpMessageHandler? Primary(HttpMessageHandler? handler)
    {
        while (handler is DelegatingHandler delegating)
        {
            handler = delegating.InnerHandler;
        }

        return handler;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_handler")]
    private static extern ref HttpMessageHandler? HandlerOf(HttpMessageInvoker invoker);
}
