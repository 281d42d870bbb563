namespace SsoOidc;

/// <summary>
/// A loose call, by wire names: look at it, give it handlers of its own, send it once. For tools, scripts and tests; made by
/// <see cref="SsoOidcClient.BuildRequest"/>.
/// </summary>
public sealed class OperationRequest
{
    private readonly SsoOidcClient _client;
    private readonly HandlerList _clientHandlers;
    private HandlerList? _handlers;
    private int _sent;

    internal OperationRequest(SsoOidcClient client, HandlerList clientHandlers, Operation operation, IReadOnlyDictionary<string, object?> parameters)
    {
        _client = client;
        _clientHandlers = clientHandlers;
        Operation = operation;
        Parameters = parameters;
    }

    /// <summary>Gets the operation.</summary>
    public Operation Operation { get; }

    /// <summary>Gets the parameters as they were given, before conversion.</summary>
    public IReadOnlyDictionary<string, object?> Parameters { get; }

    /// <summary>Gets the handlers of this request only; it starts with those of the client.</summary>
    public HandlerList Handlers => _handlers ??= _clientHandlers.Copy();

    /// <summary>Sends the request.</summary>
    /// <returns>The outcome; errors of the call are thrown, or stand in <see cref="LooseResponse.Error"/> where the client does not raise.</returns>
    /// <exception cref="InvalidOperationException">The request was sent before.</exception>
    public Task<LooseResponse> SendAsync(CancellationToken cancellationToken = default) => SendCoreAsync(null, cancellationToken);

    /// <inheritdoc cref="SendAsync(CancellationToken)"/>
    public Task<LooseResponse> SendAsync(RequestOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return SendCoreAsync(options, cancellationToken);
    }

    /// <summary>Returns the operation's name only: parameters hold secrets.</summary>
    public override string ToString() => Operation.Name;

    private async Task<LooseResponse> SendCoreAsync(RequestOptions? options, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _sent, 1) != 0)
        {
            throw new InvalidOperationException("This request was sent before. A request is sent once; build another one.");
        }

        var context = new OperationContext(Operation, _client.Config, null, Parameters, cancellationToken);
        await _client.InvokeAsync(context, _handlers, options).ConfigureAwait(false);
        return context.Error is { } error && context.RaisesErrors
            ? throw error
            : new LooseResponse(Operation, context.Response!);
    }
}
