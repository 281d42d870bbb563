namespace SsoOidc;

/// <summary>
/// How requests are sent. With none of <see cref="Handler"/>, <see cref="Client"/> and <see cref="HandlerFactory"/> the client
/// has connections of its own; at most one of them may be given, and then <see cref="ConnectTimeout"/> and
/// <see cref="IdleTimeout"/> are for that transport to decide.
/// </summary>
public sealed class HttpOptions
{
    /// <summary>
    /// Gets or sets the handler to send through. It stays the caller's: disposing the client does not dispose it. A handler
    /// that follows redirects is refused, because it would send secrets to another address.
    /// </summary>
    public HttpMessageHandler? Handler { get; set; }

    /// <summary>
    /// Gets or sets the <see cref="HttpClient"/> to send through. It stays the caller's. Its own timeout applies too. An answer
    /// that comes from another address than the one asked is a transport error.
    /// </summary>
    public HttpClient? Client { get; set; }

    /// <summary>Gets or sets the factory that is asked for a handler on every attempt and never held, so that its rotation works.</summary>
    public IHttpMessageHandlerFactory? HandlerFactory { get; set; }

    /// <summary>Gets or sets the name that <see cref="HandlerFactory"/> is asked for. Default <c>SsoOidc</c>.</summary>
    public string? HandlerName { get; set; }

    /// <summary>
    /// Gets or sets how long connecting may take, TLS included. Accepted: more than zero, or
    /// <see cref="Timeout.InfiniteTimeSpan"/>. Default 15 seconds. Reference name <c>:http_open_timeout</c>.
    /// </summary>
    public TimeSpan? ConnectTimeout { get; set; }

    /// <summary>
    /// Gets or sets how long the client waits for the answer's headers once the request is sent, and then for each part of the
    /// body. Accepted: more than zero, or <see cref="Timeout.InfiniteTimeSpan"/>. Default 60 seconds. Reference name
    /// <c>:http_read_timeout</c>.
    /// </summary>
    public TimeSpan? ReadTimeout { get; set; }

    /// <summary>
    /// Gets or sets how long an unused connection is kept. Accepted: zero to 24 days, or <see cref="Timeout.InfiniteTimeSpan"/>. Default 5 seconds. Reference name
    /// <c>:http_idle_timeout</c>.
    /// </summary>
    public TimeSpan? IdleTimeout { get; set; }

    internal HttpOptions Copy() => (HttpOptions)MemberwiseClone();
}
