namespace SsoOidc;

/// <summary>One call on its way through the handlers. It is not reused, and not thread-safe.</summary>
public sealed class OperationContext
{
    // How many headers a request has by itself.
    private const int UnsignedHeaders = 4;
    private const int SignedHeaders = 8;

    private Dictionary<object, object?>? _items;
    private IReadOnlyDictionary<string, object?>? _parameters;

    // The exception, or the function that makes it when somebody looks.
    private object? _failure;
    private RetryVerdict _verdict;
    private byte _retryReasons;
    private bool _mayHaveReachedService;

    internal OperationContext(
        Operation operation,
        SsoOidcClientConfig config,
        object? request,
        IReadOnlyDictionary<string, object?>? parameters,
        CancellationToken cancellationToken)
    {
        Operation = operation;
        Config = config;
        Request = request;
        _parameters = parameters;
        CancellationToken = cancellationToken;
        HttpRequest = new OperationHttpRequest(operation.IsSigned ? SignedHeaders : UnsignedHeaders);
    }

    /// <summary>Gets the operation.</summary>
    public Operation Operation { get; }

    /// <summary>Gets the client's configuration.</summary>
    public SsoOidcClientConfig Config { get; }

    /// <summary>Gets the typed request, such as a <see cref="CreateTokenRequest"/>; null for a loose call.</summary>
    public object? Request { get; }

    /// <summary>Gets the parameters by wire name: those of a loose call, or the members that are set on the typed request.</summary>
    public IReadOnlyDictionary<string, object?> Parameters
    {
        get => _parameters ??= Operation.RequestToDictionary(Request!);
        internal set => _parameters = value;
    }

    /// <summary>Gets a value indicating whether the call came through <c>BuildRequest</c>, by name and wire names.</summary>
    public bool IsLoose => Request is null;

    /// <summary>Gets the HTTP request that the handlers build.</summary>
    public OperationHttpRequest HttpRequest { get; }

    /// <summary>Gets the HTTP answer of the last attempt; null when none came.</summary>
    public OperationHttpResponse? HttpResponse { get; internal set; }

    /// <summary>Gets or sets the typed response; null until it was read, and after a failure.</summary>
    public SsoOidcResponse? Response { get; set; }

    /// <summary>Gets or sets the failure of the call; null where there is none.</summary>
    public SsoOidcException? Error
    {
        get
        {
            if (_failure is Func<OperationContext, SsoOidcException> read)
            {
                var error = read(this);
                _failure = error;
                TellVerdict(error);
            }

            return (SsoOidcException?)_failure;
        }

        set => _failure = value;
    }

    /// <summary>Gets a value indicating whether the call failed; does not create the exception.</summary>
    public bool HasError => _failure is not null;

    /// <summary>Gets the number of the current attempt, from 1; 0 before the first.</summary>
    public int Attempts { get; internal set; }

    /// <summary>Gets the token that ends the call.</summary>
    public CancellationToken CancellationToken { get; internal set; }

    /// <summary>The failure, where its exception has been made.</summary>
    internal SsoOidcException? KnownError => _failure as SsoOidcException;

    /// <summary>Why the last attempt may be tried again; set once it has failed.</summary>
    internal RetryReasons RetryReasons
    {
        get => (RetryReasons)_retryReasons;
        set => _retryReasons = (byte)value;
    }

    /// <summary>Whether a retry handler makes the attempts of this call, and counts them.</summary>
    internal bool HasRetries { get; set; }

    /// <summary>Whether a stubbed client has recorded the call, so that its bodies outlive it, a handler's own too.</summary>
    internal bool IsRecorded { get; set; }

    /// <summary>Whether no further attempt may be made, whatever the failure: what this one has brought is gone to the caller.</summary>
    internal bool IsLastAttempt { get; set; }

    /// <summary>Which credentials the last attempt was signed with, as their source counts them; 0 where it was not signed.</summary>
    internal int SignedWith { get; set; }

    /// <summary>Status and headers of an answer whose body did not arrive; null where there is none.</summary>
    internal OperationHttpResponse? CutAnswer { get; set; }

    /// <summary>Whether the last attempt, if it ends now, has ended before any of its body was asked for.</summary>
    internal bool HasSentNothing { get; set; }

    internal ResolvedEndpoint? Endpoint { get; set; }

    /// <summary>Ends the call when it takes too long; null where it may take any time.</summary>
    internal Retries.CallTimer? Timer { get; set; }

    /// <summary>Whether an error of this call is thrown in the end.</summary>
    internal bool RaisesErrors { get; set; } = true;

    /// <summary>Gets what a plugin has kept for this call.</summary>
    public T? Get<T>(ContextKey<T> key) => _items is not null && _items.TryGetValue(key, out object? value) ? (T?)value : default;

    /// <summary>Keeps something for this call.</summary>
    public void Set<T>(ContextKey<T> key, T? value) => (_items ??= [])[key] = value;

    /// <summary>Notes a failure whose exception is made only when somebody looks at it.</summary>
    internal void SetError(Func<OperationContext, SsoOidcException> read)
    {
        _failure = read;
    }

    /// <summary>Notes whether the failure is worth another attempt; the exception says the same, whenever it is made.</summary>
    internal void SetRetryable(bool isRetryable)
    {
        _verdict = isRetryable ? RetryVerdict.Retryable : RetryVerdict.Final;
        if (KnownError is { } error)
        {
            TellVerdict(error);
        }
    }

    /// <summary>Forgets the last attempt.</summary>
    internal void ResetAttempt()
    {
        ForgetOutcome();
        _verdict = RetryVerdict.None;
        _retryReasons = 0;
        SignedWith = 0;
    }

    /// <summary>Called before each sending: a handler inside an attempt may have the request sent again, and then the last outcome counts.</summary>
    internal void BeginSending()
    {
        if (HttpResponse is not null || HasError)
        {
            ForgetOutcome();
        }
    }

    /// <summary>Notes a failure on the way; that an earlier attempt may have reached the service is true of the call.</summary>
    internal void SetError(SsoOidcTransportException error)
    {
        error.MayHaveReachedService |= _mayHaveReachedService;
        _failure = error;
    }

    /// <summary>The last attempt's failure as it may stand inside another exception; null where there is none.</summary>
    internal SsoOidcException? LastError()
    {
        var error = Error;
        error?.Metadata = CreateMetadata();
        return error;
    }

    /// <summary>The error that the call will have which this exception ends because it takes too long; null where it ends for another reason.</summary>
    internal SsoOidcException? TimeoutError(Exception exception)
    {
        if (exception is not OperationCanceledException || Timer is not { Elapsed: true } timer)
        {
            return null;
        }

        var error = timer.CreateError(Operation, Attempts, (Exception?)LastError() ?? exception);
        error.MayHaveReachedService = _mayHaveReachedService || HasAttemptReachedService;
        error.Metadata = CreateMetadata();
        return error;
    }

    internal SsoOidcResponseMetadata CreateMetadata() => HttpResponse is { } response
        ? new(response.StatusCode, Attempts, response.Headers, response.ContentHeaders)
        : new(0, Attempts, null, null);

    internal void Release()
    {
        if (!IsRecorded)
        {
            HttpRequest.Release();
        }

        HttpResponse?.Release();
    }

    // An attempt without an outcome was ended on its way; what is not known to be unsent may have been sent.
    private bool HasAttemptReachedService => KnownError is SsoOidcTransportException error
        ? error.MayHaveReachedService
        : HttpResponse is not null || (Attempts > 0 && !HasError && !HasSentNothing);

    private void ForgetOutcome()
    {
        _mayHaveReachedService |= HasAttemptReachedService;
        CutAnswer = null;
        HasSentNothing = false;
        _failure = null;
        Response = null;
        HttpResponse?.Release();
        HttpResponse = null;
    }

    private void TellVerdict(SsoOidcException error)
    {
        if (_verdict != RetryVerdict.None)
        {
            error.IsRetryable = _verdict == RetryVerdict.Retryable;
        }
    }

    private enum RetryVerdict : byte
    {
        None,
        Retryable,
        Final,
    }
}
