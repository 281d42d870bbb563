using SsoOidc.Stubbing;

namespace SsoOidc;

/// <summary>
/// Client of the OIDC service of AWS IAM Identity Center (API version 2019-06-10). Thread-safe and meant to live long; all
/// methods are virtual, so that it can be mocked, but its own stubs (<see cref="SsoOidcClientOptions.StubResponses"/>) test more.
/// </summary>
public class SsoOidcClient : IDisposable
{
    private readonly ClientParts? _parts;

    /// <summary>Initializes a client. Nothing is looked up but options and environment: no network, no credentials.</summary>
    /// <param name="options">The options; null takes everything from the environment.</param>
    /// <exception cref="ClientConfigurationException">An option cannot be used. All problems are listed.</exception>
    public SsoOidcClient(SsoOidcClientOptions? options = null)
    {
        _parts = ClientParts.Create(options ?? new SsoOidcClientOptions());
        _parts.AfterInitialize(this);
    }

    /// <summary>Initializes a client for mocks: the members that are called must be overridden.</summary>
    protected SsoOidcClient()
    {
    }

    /// <summary>Gets what the client works with.</summary>
    public virtual SsoOidcClientConfig Config => Parts.Config;

    /// <summary>Gets the client's handlers. Changes affect later calls.</summary>
    public virtual HandlerList Handlers => Parts.Handlers;

    private ClientParts Parts
    {
        get
        {
            var parts = _parts ?? throw new InvalidOperationException("This client was made for a mock; override the member that was called.");
            ObjectDisposedException.ThrowIf(parts.IsDisposed, this);
            return parts;
        }
    }

    private ClientStubs Stubs => Parts.Stubs ?? throw new InvalidOperationException(
        "Stubbing is not enabled. Enable it at construction: new SsoOidcClientOptions { StubResponses = true }.");

    /// <summary>Registers a client; its id and secret are for the other operations.</summary>
    /// <exception cref="SsoOidcException">The call failed, unless errors are not raised.</exception>
    /// <exception cref="ParameterValidationException">A required member is missing. Nothing was sent.</exception>
    public virtual Task<RegisterClientResponse> RegisterClientAsync(
        RegisterClientRequest request, CancellationToken cancellationToken = default) =>
        Invoke(Operations.RegisterClient, request, null, cancellationToken);

    /// <inheritdoc cref="RegisterClientAsync(RegisterClientRequest, CancellationToken)"/>
    public virtual Task<RegisterClientResponse> RegisterClientAsync(
        RegisterClientRequest request, RequestOptions options, CancellationToken cancellationToken = default) =>
        Invoke(Operations.RegisterClient, request, options, cancellationToken);

    /// <summary>Starts the device flow (RFC 8628): the answer holds the code and the address to show to the user.</summary>
    /// <exception cref="SsoOidcException">The call failed, unless errors are not raised.</exception>
    /// <exception cref="ParameterValidationException">A required member is missing. Nothing was sent.</exception>
    public virtual Task<StartDeviceAuthorizationResponse> StartDeviceAuthorizationAsync(
        StartDeviceAuthorizationRequest request, CancellationToken cancellationToken = default) =>
        Invoke(Operations.StartDeviceAuthorization, request, null, cancellationToken);

    /// <inheritdoc cref="StartDeviceAuthorizationAsync(StartDeviceAuthorizationRequest, CancellationToken)"/>
    public virtual Task<StartDeviceAuthorizationResponse> StartDeviceAuthorizationAsync(
        StartDeviceAuthorizationRequest request, RequestOptions options, CancellationToken cancellationToken = default) =>
        Invoke(Operations.StartDeviceAuthorization, request, options, cancellationToken);

    /// <summary>Trades a device code, an authorization code or a refresh token for an access token.</summary>
    /// <exception cref="AuthorizationPendingException">The user has not decided yet: ask again after the interval.</exception>
    /// <exception cref="SlowDownException">Add 5 seconds to the interval.</exception>
    /// <exception cref="ExpiredTokenException">The device code has expired: start again.</exception>
    /// <exception cref="SsoOidcException">The call failed, unless errors are not raised.</exception>
    /// <exception cref="ParameterValidationException">A required member is missing. Nothing was sent.</exception>
    public virtual Task<CreateTokenResponse> CreateTokenAsync(
        CreateTokenRequest request, CancellationToken cancellationToken = default) =>
        Invoke(Operations.CreateToken, request, null, cancellationToken);

    /// <inheritdoc cref="CreateTokenAsync(CreateTokenRequest, CancellationToken)"/>
    public virtual Task<CreateTokenResponse> CreateTokenAsync(
        CreateTokenRequest request, RequestOptions options, CancellationToken cancellationToken = default) =>
        Invoke(Operations.CreateToken, request, options, cancellationToken);

    /// <summary>Creates a token for an application with IAM credentials; the request is signed (SigV4).</summary>
    /// <exception cref="SsoOidcException">The call failed, unless errors are not raised.</exception>
    /// <exception cref="ParameterValidationException">A required member is missing. Nothing was sent.</exception>
    /// <exception cref="MissingCredentialsException">There are no credentials. Nothing was sent.</exception>
    public virtual Task<CreateTokenWithIamResponse> CreateTokenWithIamAsync(
        CreateTokenWithIamRequest request, CancellationToken cancellationToken = default) =>
        Invoke(Operations.CreateTokenWithIam, request, null, cancellationToken);

    /// <inheritdoc cref="CreateTokenWithIamAsync(CreateTokenWithIamRequest, CancellationToken)"/>
    public virtual Task<CreateTokenWithIamResponse> CreateTokenWithIamAsync(
        CreateTokenWithIamRequest request, RequestOptions options, CancellationToken cancellationToken = default) =>
        Invoke(Operations.CreateTokenWithIam, request, options, cancellationToken);

    /// <summary>Makes a loose call, by name and wire names. Nothing is converted, checked or sent yet.</summary>
    /// <param name="operationName">The operation's wire name, such as <c>CreateToken</c>.</param>
    /// <param name="parameters">The parameters by wire name, such as <c>clientId</c>; none where null.</param>
    /// <exception cref="ArgumentException">There is no such operation.</exception>
    public virtual OperationRequest BuildRequest(string operationName, IReadOnlyDictionary<string, object?>? parameters = null) =>
        new(this, Parts.Handlers, Operations.Find(operationName), parameters ?? new Dictionary<string, object?>());

    /// <summary>
    /// Sets the stubs of an operation, in place of any earlier ones: they are used in order, and the last one for ever. With no
    /// stubs the default data is back.
    /// </summary>
    /// <example><code>client.StubResponses(Operations.CreateToken, "AuthorizationPendingException", new CreateTokenResponse { AccessToken = "t" });</code></example>
    /// <exception cref="ArgumentException">A stub is not one of the operation. Nothing has changed.</exception>
    /// <exception cref="InvalidOperationException">The client is not stubbed.</exception>
    public virtual void StubResponses<TRequest, TResponse>(
        Operation<TRequest, TResponse> operation, params StubbedResponse<TResponse>[] stubs)
        where TRequest : class
        where TResponse : SsoOidcResponse
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(stubs);
        Stubs.Set(operation, OperationStubs.For(operation, stubs).Stubs);
    }

    /// <summary>Sets the stubs of an operation that is named, in place of any earlier ones; for tools, which know names only.</summary>
    /// <example><code>client.StubResponses("CreateToken", StubbedResponse.Data(members), "SlowDownException");</code></example>
    /// <exception cref="ArgumentException">There is no such operation, or a stub is not one of it. Nothing has changed.</exception>
    /// <exception cref="InvalidOperationException">The client is not stubbed.</exception>
    public virtual void StubResponses(string operationName, params StubbedResponse[] stubs)
    {
        var own = OperationStubs.For(operationName, stubs);
        Stubs.Set(own.Operation, own.Stubs);
    }

    /// <summary>Returns default data of an operation with the given members in place; for use in stubs. Works on any client.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="data">Members by wire name, such as <c>expiresIn</c>; null sets a member to null.</param>
    /// <exception cref="ParameterValidationException">A name or type is not the operation's.</exception>
    public virtual TResponse StubData<TRequest, TResponse>(
        Operation<TRequest, TResponse> operation, IReadOnlyDictionary<string, object?>? data = null)
        where TRequest : class
        where TResponse : SsoOidcResponse
    {
        ArgumentNullException.ThrowIfNull(operation);
        return (TResponse)ResponseMembers.OverDefaults(operation, data);
    }

    /// <summary>Returns default data of an operation that is named, with the given members in place. Works on any client.</summary>
    /// <exception cref="ArgumentException">There is no such operation.</exception>
    /// <exception cref="ParameterValidationException">A name or type is not the operation's.</exception>
    public virtual SsoOidcResponse StubData(string operationName, IReadOnlyDictionary<string, object?>? data = null) =>
        ResponseMembers.OverDefaults(Operations.Find(operationName), data);

    /// <summary>
    /// Gets the requests that the stubbed client has recorded, oldest first: a snapshot. All are kept until
    /// <see cref="ClearApiRequests"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException">The client is not stubbed.</exception>
    public virtual IReadOnlyList<ApiRequest> ApiRequests => Stubs.Requests;

    /// <summary>Forgets the recorded requests.</summary>
    /// <exception cref="InvalidOperationException">The client is not stubbed.</exception>
    public virtual void ClearApiRequests() => Stubs.ClearRequests();

    /// <summary>
    /// Makes sure that the stubs were used as they were meant: every stub that is set now by a call, and every call with the
    /// parameters that its stub expects. Default data need not be used; stubs that others have replaced are forgotten.
    /// </summary>
    /// <exception cref="StubVerificationException">They were not; all problems are listed.</exception>
    /// <exception cref="InvalidOperationException">The client is not stubbed.</exception>
    public virtual void VerifyAllStubsUsed() => Stubs.VerifyAllUsed();

    /// <summary>
    /// Sets on a handler what the options say about connections: time limits, proxy, authorities, client certificate, no redirects
    /// and no cookies. For those who make the handler themselves; it must not have sent anything yet.
    /// </summary>
    /// <param name="handler">The handler.</param>
    /// <exception cref="ClientConfigurationException">A file that an option names is not there, or has not what it should have.</exception>
    public virtual void PrepareHandler(SocketsHttpHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Parts.PrepareHandler(handler);
    }

    /// <summary>Closes the client's own connections. A handler or <see cref="HttpClient"/> that was given stays open.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    internal Retries.RetryRules Retries => Parts.Retries;

    internal Task InvokeAsync(OperationContext context, HandlerList? ownHandlers, RequestOptions? options) =>
        Parts.Pipeline.InvokeAsync(context, ownHandlers, options);

    /// <summary>Closes the client's own connections.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _parts?.Dispose();
        }
    }

    private Task<TResponse> Invoke<TRequest, TResponse>(
        Operation<TRequest, TResponse> operation, TRequest request, RequestOptions? options, CancellationToken cancellationToken)
        where TRequest : class
        where TResponse : SsoOidcResponse
    {
        ArgumentNullException.ThrowIfNull(request);
        return Parts.Pipeline.InvokeAsync(operation, request, options, cancellationToken);
    }
}
