package io.asyncruntime.spring.boot.requests;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketProcessorBase;
import org.apache.tomcat.util.net.SocketWrapperBase;

/** HTTP/1.1 of Tomcat as it is, but that the work of a connection can tell whether the client has left. Made by Tomcat, by name. */
public final class WatchingProtocol extends Http11NioProtocol {
  /** For Tomcat. */
  public WatchingProtocol() {
    super(new Endpoint());
  }

  private static final class Endpoint extends NioEndpoint {
    @Override
    protected SocketProcessorBase<NioChannel> createSocketProcessor(SocketWrapperBase<NioChannel> socket,
        SocketEvent event) {
      return new Watched(socket, event);
    }

    private final class Watched extends SocketProcessor implements ClientWatch {
      Watched(SocketWrapperBase<NioChannel> socket, SocketEvent event) {
        super(socket, event);
      }

      /** A client that says nothing more has closed the connection; what it says early is given back. */
      @Override
      public boolean hasClientLeft() {
        ByteBuffer said = ByteBuffer.allocate(1);
        try {
          if (socketWrapper.isClosed() || socketWrapper.read(false, said) < 0) return true;
        } catch (IOException closed) {
          return true;
        }
        said.flip();
        if (said.hasRemaining()) socketWrapper.unRead(said);
        return false;
      }
    }
  }
}
